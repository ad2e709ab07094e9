import type { OutgoingEntry } from '../../libraries/contract/outgoing';
import { isFunctionNode, ts, unwrap } from '../../source/syntax-tree';
import type { OutgoingCallFact } from '../facts';
import type { FileReader } from '../reading/file-reader';
import { insertion, intoLiteral, readOptions } from '../reading/options-object';

type Fix = NonNullable<OutgoingCallFact['addTimeout']>;

/** Where the parts of one call stand: the sheet says where they may, the call where they do. */
export interface CallParts {
  address?: ts.Expression;
  options?: ts.Expression;
  /** Where `fix` of the sheet can be added. */
  fix?: Fix;
}

/** Finds address and options among the arguments of a call. */
export function partsOf(file: FileReader, node: ts.CallExpression, entry: OutgoingEntry): CallParts {
  const [first] = node.arguments;
  const moved = entry.methodFirst && isMethod(node) ? 1 : 0;
  const address = entry.asks === undefined ? node.arguments[(entry.address ?? 0) + moved] : undefined;
  if (entry.takesAll && first && !isAddress(file, node)) {
    const options = isCallback(file, first) ? {} : { options: first };
    return { address: first, ...options, ...fixInto(file, first, entry) };
  }
  const places = [entry.options ?? []].flat().map((each) => each + moved);
  const place = places.find((each) => isOptions(file, node.arguments[each]));
  const options = place === undefined ? undefined : node.arguments[place];
  return {
    ...(address ? { address } : {}),
    ...(options ? { options } : {}),
    // In another place than the first, what stands there may as well be data.
    ...(options
      ? place === places[0]
        ? fixInto(file, options, entry)
        : {}
      : fixAfter(file, node, places[0], entry)),
  };
}

function isOptions(file: FileReader, argument: ts.Expression | undefined): boolean {
  return argument !== undefined && !isCallback(file, argument);
}

/** `needle('get', url)`, and not `needle(url)`. */
function isMethod({ arguments: [first, second] }: ts.CallExpression): boolean {
  if (!first || !second) return false;
  const node = unwrap(first);
  return ts.isStringLiteralLike(node) ? !/[./]/.test(node.text) : !ts.isTemplateExpression(node);
}

function fixInto(file: FileReader, options: ts.Expression, { fix }: OutgoingEntry): { fix?: Fix } {
  const literal = unwrap(options);
  return fix !== undefined && ts.isObjectLiteralExpression(literal)
    ? { fix: intoLiteral(file, literal, fix) }
    : {};
}

/** Options that are missing; `post(url)` has none for the body either, and gets `undefined` there. */
function fixAfter(
  file: FileReader,
  node: ts.CallExpression,
  place: number | undefined,
  { fix }: OutgoingEntry,
): { fix?: Fix } {
  if (place === undefined || fix === undefined) return {};
  const direct = insertion(file, node, place, fix);
  if (direct) return { fix: direct };
  const last = node.arguments[node.arguments.length - 1];
  return last && node.arguments.length === place - 1
    ? { fix: { span: { start: last.end, end: last.end }, text: `, undefined, { ${fix} }` } }
    : {};
}

/** Whether a call that takes either starts with an address, and not with options that hold one. */
function isAddress(file: FileReader, { arguments: [first, second] }: ts.CallExpression): boolean {
  const node = first && unwrap(first);
  if (!node || ts.isObjectLiteralExpression(node)) return false;
  if (second && ts.isObjectLiteralExpression(unwrap(second))) return true;
  const options = readOptions(file, node);
  return options.open && (!ts.isIdentifier(node) || !/opt|conf|param|init|request/i.test(node.text));
}

function isCallback(file: FileReader, argument: ts.Expression): boolean {
  const node = unwrap(argument);
  if (isFunctionNode(node)) return true;
  // One that is handed in is told by its name: `(done) => request(url, done)`.
  return (
    ts.isIdentifier(node) &&
    (/^(cb|callback|done|next)$/i.test(node.text) || file.values.functionOf(node) !== undefined)
  );
}
