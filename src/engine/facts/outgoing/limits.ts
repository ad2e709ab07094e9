import type { Coverage, Limiting, LimitMeaning } from '../../libraries/contract/outgoing';
import type { Entry } from '../../libraries/entry';
import { ts, unwrap } from '../../source/syntax-tree';
import type { OutgoingCallFact, UselessLimit } from '../facts';
import type { FileReader } from '../reading/file-reader';
import { rootOfPattern } from '../reading/function-syntax';
import { type OptionsObject, readOptions } from '../reading/options-object';
import { type AskedMember, askedFor } from './passed-on';

export type Limit = OutgoingCallFact['timeout'];

/** What options say of a time limit. */
export interface LimitReading {
  limit: Limit;
  useless: UselessLimit[];
  /** What the function around must be given for one of them to hold. */
  asked?: AskedMember;
}

/** Whether somebody listens to the event that an option emits; undefined where that cannot be seen. */
export type Hearing = boolean | undefined;

/** The version of an imported package whose defaults a line states; undefined where they are another library's, whose version the import does not tell. */
export function ownVersionOf(
  file: FileReader,
  module: string,
  { defaultsOf }: { defaultsOf?: string },
): string | undefined {
  return defaultsOf === undefined ? file.libraries.versionOf(module) : undefined;
}

/**
 * The lines of a sheet that may hold: the one that was found, and where the version is not known also what is said of the same thing in others. A
 * limit that may be one is not reported as missing.
 */
export function linesOfAnyVersion<E extends Entry>(
  entry: E,
  lines: readonly E[] = [],
  version: string | undefined,
): readonly E[] {
  if (version !== undefined || entry.versions === undefined) return [entry];
  const path = String(entry.path);
  return [entry, ...lines.filter((each) => each !== entry && String(each.path) === path)];
}

/** Of several readings the one that says most of a limit. */
export function mostLimited(readings: readonly LimitReading[]): LimitReading {
  const [first] = readings;
  return (
    readings.find(({ limit }) => limit === 'set') ??
    readings.find(({ limit }) => limit === 'unknown') ??
    first ?? { limit: 'none', useless: [] }
  );
}

/**
 * Judges options by what their sheet says of each: a limit is one where it ends the wait for a server that accepts and never answers.
 *
 * @param heard Whether somebody listens to an event among them.
 */
export function limitAmong(
  file: FileReader,
  options: OptionsObject,
  limiting: Limiting,
  heard?: Hearing,
): LimitReading {
  const limits = Object.entries(limiting.limits ?? {});
  const useless: UselessLimit[] = [];
  let limit: Limit = options.open ? 'unknown' : 'none';
  for (const [option, said] of limits) {
    const given = givenAs(file, options, option, limits);
    if (!given) continue;
    const asked = askedFor(file, given.value);
    if (asked) return { limit: 'unknown', useless: [], asked };
    const meaning: LimitMeaning = typeof said === 'string' ? { covers: said } : said;
    const reading = judge({ file, options, limits, heard }, option, given.value, meaning);
    if (reading === 'set') return { limit: 'set', useless: [] };
    if (reading === 'unknown') limit = 'unknown';
    else if (reading) useless.push(reading);
  }
  const byAgent = limitOfAgents(file, options, limiting, heard);
  if (byAgent.limit === 'set') return { limit: 'set', useless: [] };
  if (byAgent.limit === 'unknown') limit = 'unknown';
  return { limit, useless: [...useless, ...byAgent.useless] };
}

/** The value of an option, also of a member of one; undefined where it is not given, or judged by another line of the sheet. */
function givenAs(
  file: FileReader,
  { members }: OptionsObject,
  option: string,
  limits: readonly [string, unknown][],
): { value: ts.Expression | undefined } | undefined {
  const [head, member] = option.split('.') as [string, string | undefined];
  if (!members.has(head)) return undefined;
  const value = members.get(head);
  const hasParts = limits.some(([each]) => each.startsWith(`${head}.`));
  if (!hasParts) return { value };
  const parts = readOptions(file, value);
  const isSpelledOut = !parts.open && parts.members.size > 0;
  if (member === undefined) return isSpelledOut ? undefined : { value };
  return isSpelledOut && parts.members.has(member) ? { value: parts.members.get(member) } : undefined;
}

/** What is needed to judge one of several options. */
interface Options {
  file: FileReader;
  options: OptionsObject;
  limits: readonly [string, Coverage | LimitMeaning][];
  heard: Hearing;
}

/** Whether an option ends the wait, or may; else why it does not. Undefined where nothing can be said for it. */
function judge(
  { file, options, limits, heard }: Options,
  option: string,
  value: ts.Expression | undefined,
  meaning: LimitMeaning,
): UselessLimit | Exclude<Limit, 'none'> | undefined {
  if (!isLimit(value)) return { option, why: 'off' };
  const { ignoredBeside, onlyWith } = meaning;
  if (ignoredBeside !== undefined && isGiven(options, ignoredBeside))
    return { option, why: 'beside', other: ignoredBeside };
  if (onlyWith !== undefined && !isGiven(readParts(file, options, onlyWith), lastOf(onlyWith)))
    return { option, why: 'ignored', other: onlyWith };
  // Beside a limit that gives way to it, a signal that comes from elsewhere is one to cancel by.
  const outranks = limits.some(
    ([each, said]) =>
      typeof said !== 'string' && said.ignoredBeside === option && isGiven(options, firstOf(each)),
  );
  if (outranks && value && isHandedIn(file, value)) return undefined;
  switch (meaning.covers) {
    case 'whole':
    case 'try':
    case 'silence':
    case 'headers':
      return 'set';
    case 'event':
      return heard === undefined ? 'unknown' : heard ? 'set' : { option, why: 'event' };
    case 'nothing':
      return { option, why: 'ignored' };
    default:
      return { option, why: meaning.covers };
  }
}

function firstOf(option: string): string {
  return option.split('.')[0] as string;
}

function lastOf(option: string): string {
  return option.slice(option.lastIndexOf('.') + 1);
}

/** The options that a dotted option is a member of. */
function readParts(file: FileReader, options: OptionsObject, option: string): OptionsObject {
  return option.includes('.') ? readOptions(file, options.members.get(firstOf(option))) : options;
}

function isGiven({ members }: OptionsObject, option: string): boolean {
  return members.has(option) && isLimit(members.get(option));
}

/** `timeout: 0`, `signal: undefined` and `timeout: false` are spelled out, and limit nothing. */
export function isLimit(value: ts.Expression | undefined): boolean {
  const node = value && unwrap(value);
  if (!node) return true;
  if (ts.isNumericLiteral(node)) return Number(node.text) !== 0;
  if (ts.isIdentifier(node)) return node.text !== 'undefined' && node.text !== 'Infinity';
  return node.kind !== ts.SyntaxKind.NullKeyword && node.kind !== ts.SyntaxKind.FalseKeyword;
}

/** Whether a value is a parameter, or a member of one: `signal`, `request.signal`. */
function isHandedIn(file: FileReader, value: ts.Expression): boolean {
  let node = unwrap(value);
  while (ts.isPropertyAccessExpression(node)) node = unwrap(node.expression);
  const declaration = ts.isIdentifier(node) ? file.tree.declarationOf(node) : undefined;
  if (!declaration) return false;
  return (
    ts.isParameter(declaration) ||
    (ts.isBindingElement(declaration) && ts.isParameter(rootOfPattern(declaration)))
  );
}

/** The limit that agents among the options set. */
function limitOfAgents(
  file: FileReader,
  options: OptionsObject,
  { agents, undoesAgents }: Limiting,
  heard: Hearing,
): LimitReading {
  const useless: UselessLimit[] = [];
  let limit: Limit = 'none';
  for (const name of agents ?? []) {
    const agent = agentOf(file, options, name);
    // One that is put there later may be any.
    if (options.members.has(name) && options.members.get(name) === undefined) limit = 'unknown';
    if (!agent) continue;
    const reading = limitOfAgent(file, agent, heard);
    const isUndone = undoesAgents && isSeenAgent(file, agent);
    if (isUndone) {
      if (reading.limit !== 'none') useless.push({ option: name, why: 'agent' });
      continue;
    }
    if (reading.limit === 'set') return reading;
    if (reading.limit === 'unknown') limit = 'unknown';
    useless.push(...reading.useless);
  }
  return { limit, useless };
}

/** What is given as an agent; by scheme, as `{ agent: { http, https } }`, where the sheet says so. */
function agentOf(file: FileReader, { members }: OptionsObject, name: string): ts.Expression | undefined {
  const [head, part] = name.split('.') as [string, string | undefined];
  const given = members.get(head);
  if (part !== undefined) return given && readOptions(file, given).members.get(part);
  return given && ts.isObjectLiteralExpression(unwrap(given)) ? undefined : given;
}

/** Whether a sheet knows the agent: what another file makes may be anything. */
function isSeenAgent(file: FileReader, agent: ts.Expression): boolean {
  const made = madeBy(file, agent);
  return made !== undefined && file.libraries.find('agents', file.paths.of(made.expression)) !== undefined;
}

/** The limit that an agent sets on all that is sent through it. */
export function limitOfAgent(file: FileReader, agent: ts.Expression, heard?: Hearing): LimitReading {
  const made = madeBy(file, agent);
  if (!made) return { limit: 'unknown', useless: [] };
  const entry = file.libraries.find('agents', file.paths.of(made.expression));
  const options = readOptions(file, made.arguments?.[entry?.options ?? 0]);
  if (!entry) return { limit: options.members.has('timeout') ? 'unknown' : 'none', useless: [] };
  const reading = limitAmong(file, options, entry, heard);
  const isLimited = entry.byDefault && !entry.byDefault.isTooLong && !isTurnedOff(reading);
  return reading.limit !== 'set' && isLimited ? { limit: 'set', useless: [] } : reading;
}

export function isTurnedOff({ useless }: { useless?: readonly UselessLimit[] }): boolean {
  return useless?.some(({ why }) => why === 'off') ?? false;
}

/** The `new` expression that a value comes from, directly or by way of a variable. */
export function madeBy(file: FileReader, expression: ts.Expression): ts.NewExpression | undefined {
  const node = unwrap(expression);
  if (ts.isNewExpression(node)) return node;
  const declaration = ts.isIdentifier(node) ? file.tree.declarationOf(node) : undefined;
  const value =
    declaration &&
    ts.isVariableDeclaration(declaration) &&
    declaration.initializer &&
    unwrap(declaration.initializer);
  return value && ts.isNewExpression(value) ? value : undefined;
}
