import type { SecretEntry } from '../../libraries/contract/secrets';
import { isFunctionNode, memberName, propertyName, ts, unwrap } from '../../source/syntax-tree';
import type { CallCollector, FileReader } from '../reading/file-reader';
import { returnsOf } from '../reading/function-syntax';
import { type OptionsObject, readOptions } from '../reading/options-object';
import { addBasicAccount } from './basic-accounts';
import { valueOfOwnField, writtenTexts } from './secret-literals';
import { isBlank } from './secret-names';
import { addSecret } from './secrets';

/** Texts written into the code where a library takes a key, a password or a token. */
export const secretUseCollector: CallCollector = {
  names: (libraries) => [
    ...libraries.lastNames('secrets'),
    ...libraries.of('secrets').flatMap(({ entry }) => entry.calledAs ?? []),
    'register',
    'from',
    'btoa',
  ],
  call(node, name, file) {
    if (!node.arguments || node.arguments.length === 0) return;
    if (name === 'from' || name === 'btoa') {
      addBasicAccount(node, file);
      return;
    }
    // Without such a package there is no library to give a key to; the platform's own takes one without an import.
    if (!file.importsAbout('secrets') && !file.mentions('crypto')) return;
    const callee = unwrap(node.expression);
    if (callee.kind === ts.SyntaxKind.SuperKeyword) return;
    const text = file.text(callee);
    const what = /^[\w$.]{1,40}$/.test(text) ? text : name;
    const entry = file.libraries.find('secrets', file.paths.of(callee));
    if (entry) addGiven(file, node.arguments, entry, what);
    else if (name === 'register') addPlugin(file, node.arguments, what);
  },
};

/** A plugin is registered with the options that it is given, whoever registers it. */
function addPlugin(file: FileReader, given: readonly ts.Expression[], what: string): void {
  const [plugin] = given;
  const entry = plugin && file.libraries.find('secrets', file.paths.of(unwrap(plugin)));
  if (entry?.options) addOptions(file, given, entry, what);
}

function addGiven(file: FileReader, given: readonly ts.Expression[], entry: SecretEntry, what: string): void {
  if (entry.argument !== undefined) addUsed(file, given[entry.argument], what, entry.variable);
  if (entry.account !== undefined && given.length === entry.account + 1)
    addAccount(file, given[entry.account], what, entry.variable);
  if (entry.options) addOptions(file, given, entry, what);
  if (entry.passwords !== undefined) addPasswords(file, given[0], entry.passwords, entry.variable);
}

function addOptions(
  file: FileReader,
  given: readonly ts.Expression[],
  { options = [], variable }: SecretEntry,
  what: string,
): void {
  for (const each of given.flatMap((argument) => [argument, ...factoryResults(file, argument)])) {
    const read = optionsOf(file, each);
    if (!read) continue;
    for (const option of options) {
      const [first = '', second] = option.split('.');
      const value = read.members.get(first);
      const inner = second === undefined ? value : optionsOf(file, value)?.members.get(second);
      addUsed(file, inner, `${option} of ${what}`, variable);
    }
  }
}

/** An object that is spelled out, at the call, in a variable or in a field; undefined for what is no object. */
function optionsOf(file: FileReader, given: ts.Expression | undefined): OptionsObject | undefined {
  const node = given && unwrap(given);
  if (!node) return undefined;
  const field = ts.isPropertyAccessExpression(node) ? valueOfOwnField(file, node) : undefined;
  if (field) return readOptions(file, field);
  return ts.isObjectLiteralExpression(node) || ts.isIdentifier(node) ? readOptions(file, node) : undefined;
}

/** What `useFactory` gives back: options that are made when the module is. */
function factoryResults(file: FileReader, argument: ts.Expression): ts.Expression[] {
  const inner = unwrap(argument);
  if (!ts.isObjectLiteralExpression(inner)) return [];
  const factory = readOptions(file, inner).members.get('useFactory');
  const made = factory && unwrap(factory);
  return made && isFunctionNode(made) ? returnsOf(made) : [];
}

/** `{ users: { admin: 'text' } }`, and `users.admin = 'text'`: every value is a password. */
function addPasswords(
  file: FileReader,
  argument: ts.Expression | undefined,
  option: string,
  variable: string,
): void {
  const users = readOptions(file, argument).members.get(option);
  const inner = users && unwrap(users);
  if (!inner) return;
  const add = (user: string | undefined, value: ts.Expression): void =>
    addUsed(file, value, `the password of ${user ?? 'a user'}`, variable);
  if (ts.isIdentifier(inner)) for (const { name, value } of assignedMembers(file, inner)) add(name, value);
  if (!ts.isObjectLiteralExpression(inner)) return;
  for (const property of inner.properties)
    if (ts.isPropertyAssignment(property)) add(propertyName(property.name), property.initializer);
}

/** `users.ops = 'text'`, anywhere in the file. */
function assignedMembers(file: FileReader, holder: ts.Identifier): { name: string; value: ts.Expression }[] {
  const symbol = file.tree.symbolOf(holder);
  return file.tree.operations.flatMap((node) => {
    if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return [];
    const left = unwrap(node.left);
    if (!ts.isPropertyAccessExpression(left) && !ts.isElementAccessExpression(left)) return [];
    const name = memberName(left);
    const object = unwrap(left.expression);
    const isIt = ts.isIdentifier(object) && symbol !== undefined && file.tree.symbolOf(object) === symbol;
    return isIt && name !== undefined ? [{ name, value: node.right }] : [];
  });
}

/** The password of `'user:password'`, where all of it is spelled out. */
function addAccount(
  file: FileReader,
  value: ts.Expression | undefined,
  what: string,
  variable: string,
): void {
  const node = value && unwrap(value);
  if (node && ts.isStringLiteralLike(node) && /^[^\s:]+:[^\s:]+$/.test(node.text))
    addUsed(file, node, what, variable);
}

function addUsed(file: FileReader, value: ts.Expression | undefined, what: string, variable: string): void {
  if (!value) return;
  const first = unwrap(value);
  // What looks like a key may be a function that finds it, or a name of an algorithm's key in a store.
  if (memberName(first) === 'length') return;
  for (const text of writtenTexts(file, value)) {
    if (isBlank(text.node.text) || /-----BEGIN (RSA )?PUBLIC|^-----BEGIN CERT|^ssh-/.test(text.node.text))
      continue;
    addSecret(file, text.node, { kind: 'used', what, variable, fallback: text.fallback });
  }
}
