/** `chunks`, `chunk(ids, 100)`, `result.pages`: what goes over them gets a batch each time; `batch.items` has elements. */
export const isListOfBatches =
  /(chunks|batches|bundles|pages|partitions|windows)(\([^()]*\))?$|^(chunked|batched)\w*$|(chunk|batch|paginate|splitEvery|partition)\w*\(/i;
/** `xs.slice(0, 5)`, `Array.from({ length: 3 })`, `[...Array(3).keys()]` */
export const isOfFixedSize =
  /\.slice\((0, *)?\d\)$|^(Array\.from\(\{ *length: *\d+ *\}|\[\.\.\.(new )?Array\(\d+\)|new Array\(\d+\))/;

/** Whether a list is a literal that a constant of the file holds: `const states = ['open', 'closed'];`. */
export function isSpelledOut(over: string, text: string): boolean {
  const name = /^(?:Object\.(?:keys|values|entries)\()?([A-Za-z_$][\w$]*)\)?$/.exec(over)?.[1];
  if (name === undefined || !text.includes(`const ${name}`)) return false;
  const word = name.replaceAll('$', '\\$');
  const literal = new RegExp(
    `\\bconst ${word}(?:: [^=;]+)? = (?:Object\\.freeze\\()?([[{])\\s*([^\\s\\]}][^;]*?)[\\]}]`,
  ).exec(text);
  // What is collected first and gone through later is no literal, and a spread brings nobody knows how many.
  return (
    literal?.[2] !== undefined &&
    !literal[2].includes('...') &&
    (literal[1] === '[' ? over === name : over !== name) &&
    !new RegExp(`\\b${word}(\\.(push|unshift|splice|concat)\\(|\\[[^\\]]+\\]\\s*=[^=])`).test(text)
  );
}

/** `page.id`, where `page` is no batch of anything. */
export function hasKey(name: string, body: string): boolean {
  return (
    /^(page|part|slice)$/i.test(name) && new RegExp(`\\b${name}\\.(\\w*[iI]d|slug|name|key)\\b`).test(body)
  );
}
