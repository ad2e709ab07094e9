import type { TokenEntry } from '../../libraries/contract/tokens';
import { isFunctionNode, memberName, ts, unwrap } from '../../source/syntax-tree';
import type { TokenClaims, TokenSigningFact } from '../facts';
import { calleeName, type FileReader } from '../reading/file-reader';
import { nameOf } from '../reading/function-syntax';
import { intoLiteral, readOptions } from '../reading/options-object';
import { isTenantName, tenantValuesAt } from '../reading/tenant-values';
import { builderOf } from './token-builder';
import { optionsGiven } from './token-options';
import { isForOwnUse, isOfMachine, type StatedPurpose, statedPurpose, wordsAround } from './token-purpose';

/** Claims whose value is one text or number. A claim of another name may be an object, and have the tenant in it. */
const plainClaim =
  /^(_?id|.*_?id|.*[a-z]Id|sub|subject|uid|uuid|iss|aud|iat|exp|nbf|jti|sid|(user_?|first_?|last_?|full_?|display_?|nick_?)?name|username|login|email\w*|mail|phone\w*|roles?|permissions?|perms|scopes?|scp|type|typ|kind|purpose|is_?[a-z]\w*|has_?[a-z]\w*|\w*version|locale|lang|avatar|picture|plan|status|client|nonce|\w*at|ip|admin|verified|groups?|rights|level)$/i;

/**
 * What tokens say that are signed at a call: `sign({ sub: user.id }, key)`, the builder of jose, and what callers of this file give to a function that
 * signs it. Empty for what signs nothing here.
 */
export function claimsOf(
  file: FileReader,
  node: ts.CallExpression | ts.NewExpression,
  entry: TokenEntry,
): TokenClaims[] {
  return payloadsOf(file, node, entry).flatMap((made) => {
    const parameter = wholeParameter(file, made.payload);
    if (!parameter) return [claimsIn(file, node, entry, made, node)];
    const { parent } = parameter;
    return callsOf(file, parent).flatMap((call) => {
      const payload = call.arguments[parent.parameters.indexOf(parameter)];
      return payload ? [claimsIn(file, node, entry, { ...made, payload }, call)] : [];
    });
  });
}

/** The function, and which of its parameters, that signs what it is given; for callers in other files. */
export function signedParameter(
  file: FileReader,
  node: ts.CallExpression | ts.NewExpression,
  entry: TokenEntry,
): TokenSigningFact['signs'] {
  for (const { payload } of payloadsOf(file, node, entry)) {
    const parameter = wholeParameter(file, payload);
    const index = parameter && file.functionIndex.get(parameter.parent);
    if (parameter && index !== undefined)
      return { function: index, parameter: parameter.parent.parameters.indexOf(parameter) };
  }
  return undefined;
}

/**
 * The parameter of the function `of` that a call takes its options from, as they are given: undefined where it has a default, or something is put into it.
 */
export function optionsParameter(
  file: FileReader,
  options: ts.Expression | undefined,
  of: number,
  lifetime: string,
): number | undefined {
  const node = options && unwrap(options);
  if (!node || !ts.isIdentifier(node)) return undefined;
  const parameter = wholeParameter(file, node);
  if (!parameter || parameter.initializer || file.functionIndex.get(parameter.parent) !== of)
    return undefined;
  const isChanged =
    file.values.mutationsOf(node).length > 0 ||
    new RegExp(`\\b${node.text.replace(/\$/g, '\\$')}\\??\\.${lifetime}\\b`).test(
      file.text(parameter.parent),
    );
  return isChanged ? undefined : parameter.parent.parameters.indexOf(parameter);
}

/** Names of functions that may sign what they are given. */
const maySign = /token|jwt|sign/i;

/** Claims that are handed to a function of another file, which may sign them: `signToken({ sub: user.id })`. */
export function collectHandedClaims(calls: readonly ts.CallExpression[], file: FileReader): void {
  for (const node of calls) {
    const name = calleeName(node.expression);
    if (name === undefined || !maySign.test(name)) continue;
    const argument = node.arguments.findIndex((each) => ts.isObjectLiteralExpression(unwrap(each)));
    const payload = node.arguments[argument];
    const callee = payload && file.paths.of(node.expression);
    if (!payload || callee === undefined || !(file.isProjectPath(callee) || callee.startsWith('this#')))
      continue;
    const within = file.within(node);
    file.facts.handedClaims.push({
      callee,
      argument,
      ...(node.arguments.some(ts.isSpreadElement) ? {} : { given: node.arguments.length }),
      claims: claimsIn(file, node, undefined, { payload, further: [] }, node),
      ...(within === undefined ? {} : { within }),
    });
  }
}

/** The parameter that is signed as it is given: what it says is its callers' affair. */
function wholeParameter(file: FileReader, payload: ts.Expression): ts.ParameterDeclaration | undefined {
  const node = unwrap(payload);
  const declaration = ts.isIdentifier(node) ? file.tree.declarationOf(node) : undefined;
  return declaration && ts.isParameter(declaration) && isFunctionNode(declaration.parent)
    ? declaration
    : undefined;
}

function callsOf(file: FileReader, callee: ts.SignatureDeclaration): readonly ts.CallExpression[] {
  if (!isFunctionNode(callee)) return [];
  const known = file.values.callsOf(callee);
  if (known) return known;
  const name = nameOf(callee);
  return name && ts.isIdentifier(name) && !ts.isMethodDeclaration(callee) ? file.values.callsNamed(name) : [];
}

/**
 * @param entry of what signs them; undefined for a function of the project, whose further arguments are its own
 * @param at where the claims are spelled out: the call that signs them, or one that hands them to it
 */
function claimsIn(
  file: FileReader,
  node: ts.CallExpression | ts.NewExpression,
  entry: TokenEntry | undefined,
  made: Payload,
  at: ts.Node,
): TokenClaims {
  const { payload, further } = made;
  const options = readOptions(file, payload);
  const names: string[] = [...further];
  let open = options.open;
  const fixed: StatedPurpose[] = [];
  const read = (members: Map<string, ts.Expression | undefined>, prefix: string, depth: number): void => {
    for (const [name, value] of members) {
      const stated = value && statedPurpose(name, value);
      if (stated) fixed.push(stated);
      const inner = value && unwrap(value);
      if (inner && ts.isObjectLiteralExpression(inner) && depth < 3) {
        const nested = readOptions(file, inner);
        open ||= nested.open;
        read(nested.members, `${prefix}${name}.`, depth + 1);
        continue;
      }
      names.push(`${prefix}${name}`);
      if (!isPlain(file, name, inner)) open = true;
    }
  };
  read(options.members, '', 0);
  const settings = settingsOf(file, node, entry);
  if (settings.subject && !names.includes('sub')) names.push('sub');
  const subject = subjectOf(file, options.members) ?? settings.subject;
  const issuer = options.members.get('iss');
  // Who vouches for itself is a program that asks another service for a token.
  const ofProgram =
    subject !== undefined &&
    ((issuer !== undefined && file.text(issuer) === subject) || isOfMachine(subject));
  const ownUse =
    ofProgram ||
    // What another service calls its users by.
    options.members.has('external_id') ||
    isForOwnUse(
      [
        ...wordsAround(file, node),
        ...(at === node ? [] : wordsAround(file, at)),
        ...(settings.key === undefined ? [] : [settings.key]),
      ],
      fixed,
    );
  const literal = literalOf(file, payload);
  const values = tenantValuesAt(file, at);
  const root = subject?.split(/[.?!]/)[0];
  return {
    names,
    open,
    span: file.span(payload),
    ...(subject === undefined ? {} : { subject }),
    ...(ownUse ? { ownUse } : {}),
    ...(settings.key === undefined ? {} : { key: settings.key }),
    ...(settings.audience ? { audience: true } : {}),
    // What belongs to the one that the token is for comes first.
    tenantValues: [
      ...values.filter((each) => root !== undefined && each.startsWith(`${root}.`)),
      ...values.filter((each) => root === undefined || !each.startsWith(`${root}.`)),
    ],
    ...(literal ? { addClaim: intoLiteral(file, literal, '{claim}') } : {}),
  };
}

/** What is signed, and the claims that are set by calls of a builder. */
interface Payload {
  payload: ts.Expression;
  further: string[];
}

function payloadsOf(
  file: FileReader,
  node: ts.CallExpression | ts.NewExpression,
  { reader, payload: index, lifetime, setters }: TokenEntry,
): Payload[] {
  if (reader === 'builder') {
    const { made, calls, isSetElsewhere } = builderOf(file, node, setters?.subject ?? lifetime?.option ?? '');
    if (!made) return [];
    const isSubjectSet = setters !== undefined && (calls.has(setters.subject) || isSetElsewhere);
    return [{ payload: made.arguments?.[0] ?? made, further: isSubjectSet ? ['sub'] : [] }];
  }
  const calls = reader === 'signer' ? signerCalls(file, node) : [node];
  return calls.flatMap((call) => {
    const payload = reader === 'signer' ? call.arguments?.[0] : call.arguments?.[index ?? -1];
    return payload ? [{ payload, further: [] }] : [];
  });
}

/** `createSigner({ key })({ sub })`, and the calls of the variable that holds the signer. */
function signerCalls(
  file: FileReader,
  node: ts.CallExpression | ts.NewExpression,
): readonly ts.CallExpression[] {
  file.tree.bind();
  const { parent } = node;
  if (ts.isCallExpression(parent) && parent.expression === node) return [parent];
  return ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name)
    ? file.values.callsNamed(parent.name)
    : [];
}

/** Whether a claim is one text or number, and no object that may have the tenant in it. */
function isPlain(file: FileReader, name: string, value: ts.Expression | undefined): boolean {
  if (plainClaim.test(name)) return true;
  if (!value) return false;
  if (ts.isLiteralExpression(value) || ts.isTemplateExpression(value)) return true;
  if (/^(true|false|null)$/.test(file.text(value))) return true;
  const read = memberName(value);
  return (read !== undefined && plainClaim.test(read)) || isTenantName(name);
}

/** The one whom a token is for, as written: `user.id`. Undefined where it is spelled out, or is no one. */
function subjectOf(file: FileReader, members: Map<string, ts.Expression | undefined>): string | undefined {
  let found: string | undefined;
  for (const [name, value] of members) {
    const inner = value && unwrap(value);
    if (inner && ts.isObjectLiteralExpression(inner) && /user|account|profile|identity/i.test(name)) {
      const nested = subjectOf(file, readOptions(file, inner).members);
      if (nested !== undefined) return nested;
      continue;
    }
    if (
      !/^(sub|subject|_?id|uid|uuid|user\w*|\w*user_?id|email|login|account_?id|member_?id|agent_?id|employee_?id|person_?id|profile_?id)$/i.test(
        name,
      )
    )
      continue;
    if (!inner || ts.isStringLiteralLike(inner)) continue;
    // A number or a text of it is still the same one: `String(user.id)`.
    const text = file
      .text(inner)
      .replace(/^(String|Number)\(([^()]*)\)$/, '$2')
      .replace(/\.toString\(\)$/, '');
    if (/^(sub|_?id|user_?id)$/i.test(name)) return text;
    found ??= text;
  }
  return found;
}

interface Settings {
  key?: string;
  audience: boolean;
  subject?: string;
}

/** The key as written, and what the options of signing say. */
function settingsOf(
  file: FileReader,
  node: ts.CallExpression | ts.NewExpression,
  entry: TokenEntry | undefined,
): Settings {
  if (!entry) return { audience: false };
  const given = node.arguments ?? [];
  const key = entry.key === undefined ? undefined : given[entry.key];
  if (entry.setters) {
    const { calls } = builderOf(file, node, entry.setters.subject);
    const subject = calls.get(entry.setters.subject)?.arguments[0];
    const text = subject && file.text(subject);
    return {
      ...(key ? { key: file.words(key) } : {}),
      audience: calls.has(entry.setters.audience),
      ...(text !== undefined && /^([\w$.?!]+|String\([\w$.?!]+\))$/.test(text) ? { subject: text } : {}),
    };
  }
  const { members } = readOptions(file, optionsGiven(given, entry));
  const own = entry.keyOptions?.map((each) => members.get(each)).find(Boolean);
  const secret = own ?? key;
  const subject = members.get('subject');
  const inner = subject && unwrap(subject);
  return {
    ...(secret ? { key: file.words(secret) } : {}),
    audience: members.has('audience') || members.has('aud'),
    ...(inner && !ts.isStringLiteralLike(inner) ? { subject: file.text(inner) } : {}),
  };
}

/** The object literal that is signed, also under a name. */
function literalOf(file: FileReader, payload: ts.Expression): ts.ObjectLiteralExpression | undefined {
  const node = unwrap(payload);
  if (ts.isObjectLiteralExpression(node)) return node;
  if (!ts.isIdentifier(node)) return undefined;
  const declaration = file.tree.declarationOf(node);
  const value =
    declaration && ts.isVariableDeclaration(declaration) && declaration.initializer
      ? unwrap(declaration.initializer)
      : undefined;
  return value && ts.isObjectLiteralExpression(value) ? value : undefined;
}
