/** esbuild takes an imported style sheet into dist/webview.css. */
declare module '*.css';
