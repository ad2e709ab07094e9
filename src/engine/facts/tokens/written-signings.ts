import { type Known, type Libraries, perLibraries } from '../../libraries/look-up';
import { ts, unwrap } from '../../source/syntax-tree';
import type { FileReader } from '../reading/file-reader';

interface Written {
  known: Known<'tokens'>;
  steps: readonly string[];
}

/** Last name → the calls that are told by how they are written, since no import leads to them. */
const byLastName = perLibraries((libraries) => {
  const found = new Map<string, Written[]>();
  for (const known of libraries.of('tokens'))
    for (const pattern of known.entry.writtenAs ?? []) {
      const steps = pattern.toLowerCase().split('.');
      const last = pattern.slice(pattern.lastIndexOf('.') + 1);
      found.set(last, [...(found.get(last) ?? []), { known, steps }]);
    }
  return found;
});

/** The last names of such calls. */
export function writtenNames(libraries: Libraries): Iterable<string> {
  return byLastName(libraries).keys();
}

/** What signs a token with what a plugin added to an object of a framework: `reply.jwtSign(…)`, `fastify.jwt.sign(…)`. Asked without binding the file. */
export function signingWritten(node: ts.CallExpression, file: FileReader): Known<'tokens'> | undefined {
  const callee = unwrap(node.expression);
  if (!ts.isPropertyAccessExpression(callee)) return undefined;
  const candidates = byLastName(file.libraries.all).get(callee.name.text);
  if (!candidates) return undefined;
  const names = namesOf(callee);
  return candidates.find(
    ({ known, steps }) =>
      fits(names, steps) && (known.entry.besides === undefined || isOfFramework(known, names, file)),
  )?.known;
}

/** `fastify.jwt.sign` as lower-case names; what is no name of a member is one that fits none. */
function namesOf(callee: ts.PropertyAccessExpression): string[] {
  const names: string[] = [];
  let at: ts.Expression = callee;
  while (ts.isPropertyAccessExpression(at)) {
    names.unshift(at.name.text.toLowerCase());
    at = unwrap(at.expression);
  }
  names.unshift(ts.isIdentifier(at) ? at.text.toLowerCase() : '');
  return names;
}

/** Whether names end as a pattern does: `*` is whatever stands before, and there must be something. */
function fits(names: readonly string[], steps: readonly string[]): boolean {
  if (steps[0] !== '*') return names.length === steps.length && names.every((each, i) => each === steps[i]);
  const rest = steps.slice(1);
  return names.length > rest.length && names.slice(-rest.length).every((each, i) => each === rest[i]);
}

/** Whether the file imports the framework, and the name stands for nothing else in it. A handler's own may hide the one that is imported. */
function isOfFramework(
  { library, entry }: Known<'tokens'>,
  [root = '']: readonly string[],
  file: FileReader,
): boolean {
  const specifier = file.importedFrom(root);
  return (
    (specifier === undefined || file.libraries.all.sheetsOf(specifier).includes(library)) &&
    file.topLevel(root) === undefined &&
    file.facts.imports.some((each) => each.specifier === entry.besides)
  );
}
