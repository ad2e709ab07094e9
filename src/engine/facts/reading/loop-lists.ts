/** `chunks`, `chunk(ids, 100)`, `result.pages`: what goes over them gets a batch each time; `batch.items` has elements. */
export const isListOfBatches =
  /(chunks|batches|bundles|pages|partitions|windows)(\([^()]*\))?$|^(chunked|batched)\w*$|(chunk|batch|paginate|splitEvery|partition)\w*\(/i;
/** `xs.slice(0, 5)`, `Array.from({ length: 3 })`, `[...Array(3).keys()]` */
export const isOfFixedSize =
  /\.slice\((0, *)?\d\)$|^(Array\.from\(\{ *length: *\d+ *\}|\[\.\.\.(new )?Array\(\d+\)|new Array\(\d+\))/;

/** Whether a list is a literal that a constant of the file holds: `const states = ['open', 'closed'];`. */
export function isSpelledOut(over: string, text: string): boolean {
  const name = /^(?:Object\.(?:keys|values|entries)\()?([A-Za-z_$][\w$]*)\)?$/.exec(over)?.[1];
  if (name === undefined) return false;
  const literal = literalOf(name, text);
  // What is collected first and gone through later is no literal, and a spread brings nobody knows how many.
  return (
    literal?.[2] !== undefined &&
    !literal[2].includes('...') &&
    (literal[1] === '[' ? over === name : over !== name) &&
    !new RegExp(
      `\\b${name.replaceAll('$', '\\$')}(\\.(push|unshift|splice|concat)\\(|\\[[^\\]]+\\]\\s*=[^=])`,
    ).test(text)
  );
}

const literalAfterName = /(?:: [^=;]+)? = (?:Object\.freeze\()?([[{])\s*([^\s\]}][^;]*?)[\]}]/y;

/** The first literal that a constant of this name holds. Its places are found as plain text: a pattern with the name in it would be made for each loop. */
function literalOf(name: string, text: string): RegExpExecArray | null {
  const declared = `const ${name}`;
  for (let at = text.indexOf(declared); at >= 0; at = text.indexOf(declared, at + 1)) {
    if (/\w/.test(text.charAt(at - 1))) continue;
    literalAfterName.lastIndex = at + declared.length;
    const found = literalAfterName.exec(text);
    if (found) return found;
  }
  return null;
}

/** `page.id`, where `page` is no batch of anything. */
export function hasKey(name: string, body: string): boolean {
  return (
    /^(page|part|slice)$/i.test(name) && new RegExp(`\\b${name}\\.(\\w*[iI]d|slug|name|key)\\b`).test(body)
  );
}
