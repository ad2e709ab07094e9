/** Style sheets are imported as text here: a picture that stands by itself carries them. See `loader` in esbuild.mjs. */
declare module '*.css' {
  const text: string;
  export default text;
}
