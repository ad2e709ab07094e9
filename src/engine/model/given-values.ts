import { readBy } from '../facts/code/given-names';
import type { FileFacts, GivenNameFact } from '../facts/facts';
import type { FunctionRef, ReachedQuery } from './call-graph';

/** Who chose a value, and what it was read from where a request brought it. */
export interface GivenValue {
  by: GivenNameFact['by'];
  path: string;
}

/** A value that a function was handed: which argument, and the member of it. */
interface Handed {
  parameter: number;
  member?: string;
}

/**
 * Who chooses the value of an operand of a query that answering a request runs: followed from the query through the arguments of the calls on
 * the way, up to the handler. Undefined where that cannot be told.
 */
export function givenTo(
  { file, query, through }: ReachedQuery,
  text: string,
  handler: FunctionRef,
  isResolver = false,
): GivenValue | undefined {
  let at: { file: FileFacts; within: number | undefined; text: string } = {
    file,
    within: query.within,
    text,
  };
  for (let step = through.length; step >= 0; step--) {
    const found = sourceIn(at.file, at.within, at.text);
    if (found === undefined || 'by' in found) return found;
    const from = through[step - 1];
    if (!from) return ofHandler(handler, found, isResolver);
    const argument = argumentText(from.call.arguments[found.parameter], found.member);
    if (argument === undefined) return undefined;
    at = { file: from.file, within: from.call.within, text: argument };
  }
  return undefined;
}

type SourceInFile = GivenValue | Handed | undefined;

/** It says something of one file only, so it holds as long as the file's facts do: through all routes that lead here, and from one check to the next. */
const sourcesOfFile = new WeakMap<FileFacts, Map<string, SourceInFile>>();

/** What a function's own file tells of a value: read from the request, from who is logged in, or handed to the function. */
export function sourceIn(file: FileFacts, within: number | undefined, written: string): SourceInFile {
  const known = sourcesOfFile.get(file) ?? new Map<string, SourceInFile>();
  sourcesOfFile.set(file, known);
  const key = `${within} ${written}`;
  if (known.has(key)) return known.get(key);
  const source = findSource(file, within, written);
  known.set(key, source);
  return source;
}

function findSource(file: FileFacts, within: number | undefined, written: string): SourceInFile {
  const text = bare(written);
  const by = readBy(text);
  if (by) return { by, path: text };
  const [, root = '', rest = ''] = /^([A-Za-z_$][\w$]*)((?:\.[\w$]+)*)$/.exec(text) ?? [];
  if (root === '') return undefined;
  for (let index = within; ; index = file.functions[index]?.within) {
    const name = file.givenNames.find((each) => each.within === index && each.name === root);
    if (name) return { by: name.by, path: `${name.path}${rest}` };
    if (index === undefined) return undefined;
    const handed = parameterNamed(file.functions[index]?.parameters ?? [], root, rest);
    if (handed) return handed;
  }
}

function parameterNamed(parameters: readonly string[], root: string, rest: string): Handed | undefined {
  for (const [parameter, written] of parameters.entries()) {
    if (written === root) return { parameter, ...(rest === '' ? {} : { member: rest.slice(1) }) };
    if (!written.startsWith('{')) continue;
    const [, key] = new RegExp(`[{,\\s]([\\w$]+)\\s*:\\s*${escaped(root)}\\b`).exec(written) ?? [];
    if (key !== undefined) return { parameter, member: key + rest };
    // `{ params: { id }, user }`
    const [, outer] =
      new RegExp(`([\\w$]+)\\s*:\\s*\\{(?:[^{}]*[,\\s])?${escaped(root)}\\s*[,}=]`).exec(written) ?? [];
    if (outer !== undefined) return { parameter, member: `${outer}.${root}${rest}` };
    if (new RegExp(`[{,\\s]${escaped(root)}\\s*[,}=]`).test(written))
      return { parameter, member: root + rest };
  }
  return undefined;
}

/** What a handler is given: a request, or the parts of one. */
function ofHandler(
  { file, index }: FunctionRef,
  { parameter, member }: Handed,
  isResolver: boolean,
): GivenValue | undefined {
  if (member === undefined) return undefined;
  // `(parent, args, context)`
  if (isResolver && parameter === 1) return { by: 'caller', path: member };
  const name = index === undefined ? undefined : file.functions[index]?.parameters[parameter];
  const first = member.split('.')[0] ?? '';
  if (/^(params|query|body|input|args|searchParams)$/.test(first)) return { by: 'caller', path: member };
  if (/^(user|session|auth|viewer|currentUser)$/.test(first)) return { by: 'session', path: member };
  if (name !== undefined && /^(args?|input|params|_args|dto|body|query)$/.test(name))
    return { by: 'caller', path: `${name}.${member}` };
  return undefined;
}

/** The text of an argument, or of a member of it: `id` of `{ id: req.params.id, … }`. */
function argumentText(argument: string | undefined, member: string | undefined): string | undefined {
  if (argument === undefined || argument === '') return undefined;
  if (member === undefined) return argument;
  if (!argument.startsWith('{')) return `${argument}.${member}`;
  const [first = '', ...rest] = member.split('.');
  const [, value] = new RegExp(`[{,\\s]${escaped(first)}\\s*:\\s*([^,}]+)`).exec(argument) ?? [];
  const text =
    value?.trim() ?? (new RegExp(`[{,\\s]${escaped(first)}\\s*[,}]`).test(argument) ? first : undefined);
  return text === undefined ? undefined : [text, ...rest].join('.');
}

/** `req.params.id` of `Number(req.params.id)`, `new ObjectId(req.params.id)`, `req.params.id!`, `+id`, `id as string`. */
function bare(written: string): string {
  let text = written.replace(/^(await|\+|new)\s*/, '').replace(/\s+as\s+\w+$/, '');
  for (let i = 0; i < 3; i++) {
    const inner =
      /^(?:[\w$]+\.)*(?:Number|String|parseInt|parseFloat|BigInt|ObjectId|toObjectId|uuid)\(\s*([^,()]+(?:\([^()]*\))?)(?:,[^)]*)?\)$/.exec(
        text,
      )?.[1];
    if (inner === undefined) break;
    text = inner.trim();
  }
  return text
    .replace(/\.(toString|trim)\(\)$/, '')
    .replace(/[?!]\./g, '.')
    .replace(/\?\.\[/g, '[')
    .replace(/\['(\w+)'\]/g, '.$1')
    .replace(/[!?]$/, '');
}

function escaped(name: string): string {
  return name.replace(/\$/g, '\\$');
}
