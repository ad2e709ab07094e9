import type { TokenEntry } from '../../libraries/contract/tokens';
import { type Known, perLibraries } from '../../libraries/look-up';
import { isFunctionNode, ts, unwrap } from '../../source/syntax-tree';
import type { TokenSigningFact } from '../facts';
import type { CallCollector, FileReader } from '../reading/file-reader';
import { returnsOf } from '../reading/function-syntax';
import { insertion, intoLiteral, type OptionsObject, readOptions } from '../reading/options-object';
import { builderOf } from './token-builder';
import { claimsOf, optionsParameter, signedParameter } from './token-claims';
import { expiryOfPayload, lifetimeOf, lifetimeWritten } from './token-lifetime';
import { optionsGiven } from './token-options';
import { signingWritten, writtenNames } from './written-signings';

type KnownToken = Known<'tokens'>;
type Call = ts.CallExpression | ts.NewExpression;

const namesOf = perLibraries(
  (libraries) =>
    new Set([...libraries.lastNames('tokens'), ...writtenNames(libraries), 'promisify', 'register']),
);

/** Tokens that are signed, and what a library is registered to sign them with. */
export const tokenCollector: CallCollector = {
  names: namesOf,
  call(node, name, file) {
    const known = file.importsKind('tokens')
      ? file.libraries.known('tokens', file.paths.of(name === 'promisify' ? node : node.expression))
      : undefined;
    if (name === 'promisify') {
      if (known && ts.isCallExpression(node)) signedAtOnce(file, node, known);
      return;
    }
    const signing = known ?? (ts.isNewExpression(node) ? undefined : signingWritten(node, file));
    if (signing?.entry.does === 'signs') signed(file, node, signing);
    else if (known) registered(file, node, known, optionsGiven(node.arguments ?? [], known.entry));
    else if (name === 'register' && file.importsKind('tokens')) registeredAsPlugin(file, node);
  },
};

function signed(file: FileReader, node: Call, known: KnownToken): void {
  const { entry } = known;
  if (entry.reader === 'builder') {
    signedByBuilder(file, node, known);
    return;
  }
  const given = optionsGiven(node.arguments ?? [], entry);
  // `sign(payload, key, callback)`: what looks like options is the callback.
  const isCallback = given !== undefined && (ts.isArrowFunction(given) || ts.isFunctionExpression(given));
  const options = readOptions(file, isCallback ? undefined : given);
  const said = saidAt(file, node, entry, options);
  const fix =
    isCallback || !entry.lifetime || options.members.has(entry.lifetime.option)
      ? undefined
      : insertion(file, node, indexOf(node, entry), `${entry.lifetime.option}: ${entry.lifetime.short}`);
  add(file, node, known, said, fix, entry.registered === undefined ? undefined : 'call');
}

/** Where options stand, or would stand. */
function indexOf(node: Call, { options }: TokenEntry): number {
  return typeof options === 'number' ? options : (node.arguments?.length ?? 1) - 1;
}

/** The lifetime that a call gives its token: by its options, else by a claim. */
function saidAt(
  file: FileReader,
  node: Call,
  entry: TokenEntry,
  options: OptionsObject,
): TokenSigningFact['lifetime'] {
  const found = lifetimeOf(file, options, entry.lifetime);
  if (found.kind !== 'none' && found.kind !== 'unknown') return found;
  const claimed =
    entry.payload === undefined ? undefined : expiryOfPayload(file, node.arguments?.[entry.payload]);
  if (claimed) return claimed;
  // Without a key of its own the call has what its library was registered with.
  const isOwn = entry.keyOptions?.some((each) => options.members.has(each)) ?? false;
  return entry.registered === 'unless it has a key' && !isOwn ? { kind: 'unknown' } : found;
}

/** `promisify(jwt.sign)(payload, key)`: the call around the call; or the calls of the variable that holds it. */
function signedAtOnce(file: FileReader, node: ts.CallExpression, known: KnownToken): void {
  file.tree.bind();
  const { parent } = node;
  if (!parent || known.entry.does !== 'signs') return;
  if (ts.isCallExpression(parent) && parent.expression === node) signed(file, parent, known);
  if (!ts.isVariableDeclaration(parent) || !ts.isIdentifier(parent.name)) return;
  // Names that are looked at anyway are not counted twice.
  if (namesOf(file.libraries.all).has(parent.name.text)) return;
  for (const call of file.values.callsNamed(parent.name)) signed(file, call, known);
}

/** `app.register(plugin, options)`: the plugin's lifetime holds for what it signs everywhere. */
function registeredAsPlugin(file: FileReader, node: Call): void {
  const [plugin] = node.arguments ?? [];
  const known = plugin && file.libraries.known('tokens', file.paths.of(unwrap(plugin)));
  if (known?.entry.plugin) registered(file, node, known, optionsGiven(node.arguments ?? [], known.entry));
}

function registered(file: FileReader, node: Call, known: KnownToken, given: ts.Expression | undefined): void {
  const { entry } = known;
  const options = readOptions(file, given);
  const factory = entry.factory === undefined ? undefined : options.members.get(entry.factory);
  if (factory) {
    const only = onlyResult(factory);
    if (only) registered(file, node, known, only);
    return;
  }
  const { keyOptions } = entry;
  const isForSigning =
    // `register({})` leaves key and lifetime to each call.
    options.open ||
    options.members.size === 0 ||
    !keyOptions ||
    keyOptions.some((each) => options.members.has(each));
  // A module that only verifies is registered with a public key.
  if (!isForSigning) return;
  const fix =
    entry.plugin || options.members.size === 0 || !entry.lifetime
      ? undefined
      : addition(file, options, entry.lifetime.option.split('.'), entry.lifetime.short);
  add(file, node, known, lifetimeOf(file, options, entry.lifetime), fix, 'registration');
}

/** What a function gives back, where that is one expression. */
function onlyResult(factory: ts.Expression): ts.Expression | undefined {
  const made = unwrap(factory);
  if (!isFunctionNode(made)) return undefined;
  const [only, ...others] = returnsOf(made);
  return others.length === 0 ? only : undefined;
}

/** `expiresIn: '15m'` into the literal that has the option, or with the objects that lead to it. */
function addition(
  file: FileReader,
  options: OptionsObject,
  [first = '', ...rest]: string[],
  value: string,
): TokenSigningFact['addLifetime'] {
  if (!options.literal) return undefined;
  if (rest.length === 0) return intoLiteral(file, options.literal, `${first}: ${value}`);
  if (options.members.has(first))
    return addition(file, readOptions(file, options.members.get(first)), rest, value);
  const inner = rest.reduceRight((text, each) => `{ ${each}: ${text} }`, value);
  return intoLiteral(file, options.literal, `${first}: ${inner}`);
}

function signedByBuilder(file: FileReader, node: Call, known: KnownToken): void {
  const { lifetime } = known.entry;
  if (!lifetime) return;
  const { calls, made, isSetElsewhere } = builderOf(file, node, lifetime.option);
  const set = calls.get(lifetime.option);
  if (set) {
    add(file, node, known, lifetimeWritten(file, set.arguments[0], lifetime), undefined);
    return;
  }
  if (!made || isSetElsewhere) return;
  const claimed = expiryOfPayload(file, made.arguments?.[0]);
  const fix = { span: { start: made.end, end: made.end }, text: `.${lifetime.option}(${lifetime.short})` };
  const fact = add(file, node, known, claimed ?? { kind: 'none' }, fix);
  // A chain can go over many lines: what is made stands for it, unless it is made elsewhere.
  const maker = { start: file.span(made).start, end: made.expression.end };
  if (maker.start === fact.calleeSpan.start) fact.calleeSpan = maker;
}

function add(
  file: FileReader,
  node: Call,
  { entry, library }: KnownToken,
  found: TokenSigningFact['lifetime'],
  fix: TokenSigningFact['addLifetime'],
  part?: TokenSigningFact['part'],
): TokenSigningFact {
  const within = file.within(node);
  // A refresh token is made to live long.
  const lifetime =
    found.kind === 'seconds' && isRefreshToken(file, node) ? ({ kind: 'set' } as const) : found;
  const claims = part === 'registration' ? [] : claimsOf(file, node, entry);
  const signs = part === 'registration' ? undefined : signedParameter(file, node, entry);
  const optionsFrom =
    signs && entry.lifetime && lifetime.kind === 'unknown'
      ? optionsParameter(
          file,
          optionsGiven(node.arguments ?? [], entry),
          signs.function,
          entry.lifetime.option,
        )
      : undefined;
  // Of a library that ends its tokens by itself, no default is to blame.
  const version = entry.lifetime?.byDefault === undefined ? file.versionOfSheet(library) : undefined;
  const fact: TokenSigningFact = {
    library: library.name,
    ...(version === undefined ? {} : { version }),
    span: file.span(node),
    calleeSpan: file.span(node.expression),
    lifetime,
    ...(part ? { part } : {}),
    ...(fix && found.kind === 'none' ? { addLifetime: fix } : {}),
    claims,
    ...(signs ? { signs } : {}),
    ...(optionsFrom === undefined ? {} : { optionsFrom }),
    ...(within === undefined ? {} : { within }),
  };
  file.facts.tokenSignings.push(fact);
  return fact;
}

/** Whether the words around a call speak of a refresh token: the variable or function that it is for, the key. */
function isRefreshToken(file: FileReader, node: ts.Node): boolean {
  const longLived = /refresh|remember/i;
  if (longLived.test(file.text(node))) return true;
  for (let at = node.parent; at; at = at.parent) {
    if (ts.isVariableDeclaration(at) || ts.isPropertyAssignment(at) || isFunctionNode(at)) {
      if (at.name && longLived.test(file.text(at.name))) return true;
    }
    if (ts.isClassLike(at)) return false;
  }
  return false;
}
