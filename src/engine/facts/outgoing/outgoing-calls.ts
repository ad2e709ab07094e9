import type { Coverage, LimitMeaning, OutgoingEntry } from '../../libraries/contract/outgoing';
import { type Known, perLibraries } from '../../libraries/look-up';
import { versionedName } from '../../libraries/versions';
import { memberName, ts, unwrap } from '../../source/syntax-tree';
import type { OutgoingCallFact } from '../facts';
import { splitPath } from '../reading/access-path';
import { type CallCollector, calleeName, type FileReader } from '../reading/file-reader';
import { readOptions } from '../reading/options-object';
import { hostExpression, hostOf, namesAround, targetOf } from './addressee';
import { type CallParts, partsOf } from './call-options';
import { clientName, collectClient } from './http-clients';
import { isChainedTo, limitOfRequest } from './later-limits';
import { type LimitReading, limitAmong, linesOfAnyVersion, mostLimited, ownVersionOf } from './limits';
import { isBounded } from './outgoing-bounds';
import { passedOn } from './passed-on';

const namesOf = perLibraries(
  (libraries): ReadonlySet<string> =>
    new Set([...libraries.lastNames('outgoing'), ...libraries.lastNames('outgoingClients')]),
);

/** Calls to other services, and the clients that are configured for them, by the names that such calls have. */
export const outgoingCallCollector: CallCollector = {
  names: namesOf,
  call(node, _name, file) {
    if (mayGoOut(node.expression, file)) collect(node, file);
  },
};

/** Calls whose name is whatever an import gave it, as in `import request from 'node-fetch'`, or says nothing by itself. */
export function collectImportedOutgoingCalls(file: FileReader): void {
  if (!file.importsAbout('outgoing') && !file.importsAbout('outgoingClients')) return;
  const names = namesOf(file.libraries.all);
  for (const node of file.tree.operations) {
    if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) continue;
    const name = calleeName(node.expression);
    const isSeen =
      name !== undefined && names.has(ts.isIdentifier(node.expression) ? file.importedName(name) : name);
    if (!isSeen && mayGoOut(node.expression, file)) collect(node, file);
  }
}

/** What a runtime gives without an import: `fetch`, `globalThis`. */
const ofRuntime = perLibraries((libraries) => libraries.firstNames('global', 'outgoing'));

/**
 * Whether a call can be an outgoing one, told without binding the file: `get` and `create` are everywhere, and most of them
 * are a Map's or a factory's.
 */
function mayGoOut(callee: ts.Expression, file: FileReader): boolean {
  let root: ts.Expression = callee;
  while (ts.isPropertyAccessExpression(root) || ts.isCallExpression(root) || ts.isNonNullExpression(root))
    root = root.expression;
  if (ts.isIdentifier(root)) {
    if (ofRuntime(file.libraries.all).has(root.text)) return true;
    const specifier = file.importedFrom(root.text);
    if (specifier !== undefined)
      return file.libraries.speakOf(specifier, 'outgoing') || file.isProjectPath(specifier);
  }
  return file.importsAbout('outgoing');
}

function collect(node: ts.CallExpression | ts.NewExpression, file: FileReader): void {
  const path = file.paths.of(node.expression);
  if (path === undefined || collectClient(file, node, path) || ts.isNewExpression(node)) return;
  const known = file.libraries.known('outgoing', path);
  if (known) {
    file.facts.outgoingCalls.push(toFact(file, node, path, known));
    return;
  }
  const { members } = splitPath(path);
  const method = memberName(unwrap(node.expression));
  if (method === undefined || !file.isProjectPath(path) || members === '' || node.arguments.length === 0)
    return;
  // An imported client of the project: what it is, the model knows.
  const typical = file.libraries.all.knownByName('outgoing', method).find(({ entry }) => entry.isTypical);
  if (typical) file.facts.outgoingCalls.push({ ...toFact(file, node, path, typical), imported: true });
}

function toFact(
  file: FileReader,
  node: ts.CallExpression,
  path: string,
  { entry, library }: Known<'outgoing'>,
): OutgoingCallFact {
  const parts = partsOf(file, node, entry);
  const { module } = splitPath(path);
  const version = ownVersionOf(file, module, entry);
  const lines = linesOfAnyVersion(entry, library.outgoing, version);
  const own = mostLimited(lines.map((each) => limitOf(file, node, parts, each)));
  const limit = own.limit !== 'set' && isBounded(node, file) ? 'set' : own.limit;
  const passed = limit === 'unknown' ? whatIsPassedOn(file, node, parts, entry, own) : undefined;
  const within = file.within(node);
  const called = entry.called ?? (entry.calledByModule ? module : library.name);
  return {
    library: called,
    ...(version === undefined ? {} : { release: versionedName(called, version) }),
    callee: path,
    span: file.span(node),
    calleeSpan: file.span(node.expression),
    timeout: limit,
    ...(entry.byDefault ? { byDefault: entry.byDefault } : {}),
    ...(own.useless.length > 0 && limit !== 'set' ? { useless: own.useless } : {}),
    client: clientName(node.expression),
    ...(entry.asks !== undefined && path.includes('()') ? { asksOneService: true as const } : {}),
    ...addresseeOf(file, node, parts, entry),
    ...(passed ? { passedOn: passed } : {}),
    // What turns the limit off, or looks like one, stands there already.
    ...(parts.fix && limit === 'none' && !standsThere(own, entry) ? { addTimeout: parts.fix } : {}),
    ...(within === undefined ? {} : { within }),
  };
}

/** Whether the member that a fix would add is there: a second one of the same name would hide it. */
function standsThere({ useless }: LimitReading, { fix }: OutgoingEntry): boolean {
  const added = /^\w+/.exec(fix ?? '')?.[0];
  return useless.some(({ option }) => option.split('.')[0] === added);
}

function limitOf(
  file: FileReader,
  node: ts.CallExpression,
  parts: CallParts,
  entry: OutgoingEntry,
): LimitReading {
  if (entry.chained && isChainedTo(node, entry.chained)) return { limit: 'set', useless: [] };
  const later = entry.reader === 'clientRequest' ? limitOfRequest(file, node) : undefined;
  if (later?.limit === 'set') return { limit: 'set', useless: [] };
  const bringsItsOwn =
    entry.ownOptions !== undefined &&
    parts.address !== undefined &&
    file.paths.of(parts.address)?.endsWith(`${entry.ownOptions}()`);
  if (bringsItsOwn) return { limit: 'unknown', useless: [] };
  const reading = limitAmong(file, readOptions(file, parts.options), entry, later?.heard);
  const limit = reading.limit === 'none' && later?.limit === 'unknown' ? 'unknown' : reading.limit;
  return { ...reading, limit, useless: [...reading.useless, ...(later?.useless ?? [])] };
}

/** What would limit a call if the function around were given it. */
function whatIsPassedOn(
  file: FileReader,
  node: ts.CallExpression,
  { options }: CallParts,
  { limits = {} }: OutgoingEntry,
  { asked }: LimitReading,
): OutgoingCallFact['passedOn'] {
  if (asked) return { parameter: asked.parameter, limits: [asked.member] };
  const parameter = passedOn(file, node, options);
  if (parameter === undefined) return undefined;
  const ending = Object.entries(limits).filter(([, said]) => endsTheWait(said));
  return { parameter, limits: [...new Set(ending.map(([option]) => option.split('.')[0] as string))] };
}

function endsTheWait(said: Coverage | LimitMeaning): boolean {
  const covers = typeof said === 'string' ? said : said.covers;
  return covers === 'whole' || covers === 'try' || covers === 'silence' || covers === 'headers';
}

/** Whom a call asks, as far as it is written. */
function addresseeOf(
  file: FileReader,
  node: ts.CallExpression,
  { address }: CallParts,
  { asks }: OutgoingEntry,
): Pick<OutgoingCallFact, 'host' | 'hostIsExpression' | 'hostFrom' | 'about'> {
  if (asks !== undefined) return { host: asks };
  const target = address && targetOf(file, address);
  if (!target) return {};
  const host = hostOf(file, target);
  const isSpelledOut = host !== undefined && host.hostIsExpression !== true;
  const hostFrom = isSpelledOut ? undefined : hostExpression(file, target.expression);
  return { ...host, ...(hostFrom === undefined ? {} : { hostFrom, about: namesAround(file, node) }) };
}
