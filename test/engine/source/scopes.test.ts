import assert from 'node:assert/strict';
import { SyntaxTree, ts } from '../../../src/engine/source/syntax-tree';

/** What the last identifier `x` of a text refers to: the kind of its declaration and the line on which it stands. */
function meaningOf(text: string): string {
  const tree = new SyntaxTree('a.ts', text, 'typescript');
  let last: ts.Identifier | undefined;
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node.text === 'x') last = node;
    ts.forEachChild(node, visit);
  };
  visit(tree.root);
  assert.ok(last);
  const declaration = tree.declarationOf(last);
  if (!declaration) return 'global';
  const { line } = tree.root.getLineAndCharacterOfPosition(declaration.getStart(tree.root));
  return `${ts.SyntaxKind[declaration.kind]} ${line + 1}`;
}

describe('Scopes', () => {
  const cases: [what: string, lines: string[], meaning: string][] = [
    ['a constant', ['const x = 1;', 'f(x);'], 'VariableDeclaration 1'],
    ['a parameter', ['const x = 1;', 'function f(x) { g(x); }'], 'Parameter 2'],
    ['a parameter of a method', ['const x = 1;', 'class A { m(x) { g(x); } }'], 'Parameter 2'],
    ['a parameter taken apart', ['const x = 1;', '({ a: [{ b: x }] }) => g(x);'], 'BindingElement 2'],
    ['a variable of a block', ['let x = 1;', '{ let x = 2;', 'f(x); }'], 'VariableDeclaration 2'],
    [
      'a variable of a block that has ended',
      ['let x = 1;', '{ let x = 2; }', 'f(x);'],
      'VariableDeclaration 1',
    ],
    [
      'a var of a block, which belongs to the function',
      ['function f() {', 'if (a) { var x = 1; }', 'g(x); }'],
      'VariableDeclaration 2',
    ],
    [
      'a var in a loop in a try',
      ['try { while (a) {', 'for (var x of b) c(); } } finally { d(); }', 'g(x);'],
      'VariableDeclaration 2',
    ],
    ['a var of a function inside', ['function f() { var x = 1; }', 'g(x);'], 'global'],
    ['a var in a switch', ['switch (a) { case 1:', 'var x = 1; }', 'g(x);'], 'VariableDeclaration 2'],
    [
      'a let in a switch',
      ['switch (a) { case 1:', 'let x = 1; break; default: g(x); }'],
      'VariableDeclaration 2',
    ],
    ['the variable of a for', ['const x = 1;', 'for (let x = 0; x < 3; x++) f(x);'], 'VariableDeclaration 2'],
    ['the variable of a for-of', ['const x = 1;', 'for (const [x] of a) f(x);'], 'BindingElement 2'],
    ['what is caught', ['const x = 1;', 'try { a(); } catch (x) { f(x); }'], 'VariableDeclaration 2'],
    ['a function that is declared later', ['f(x);', 'function x() {}', 'f(x);'], 'FunctionDeclaration 2'],
    [
      'a function expression by its own name',
      ['const x = 1;', '(function x() { x(); });'],
      'FunctionExpression 2',
    ],
    [
      'a class expression by its own name',
      ['const x = 1;', '(class x { m() { x(); } });'],
      'ClassExpression 2',
    ],
    ['a function expression whose parameter has its name', ['(function x(', 'x) { x(); });'], 'Parameter 2'],
    ['a class', ['class x {}', 'new x();'], 'ClassDeclaration 1'],
    ['an enumeration', ['enum x { a }', 'f(x.a);'], 'EnumDeclaration 1'],
    ['an imported name', ["import { a as x } from 'b';", 'f(x);'], 'ImportSpecifier 1'],
    ['a default import', ["import x, { a } from 'b';", 'f(x);'], 'ImportClause 1'],
    ['a whole module', ["import * as x from 'b';", 'f(x);'], 'NamespaceImport 1'],
    ['import = require', ["import x = require('b');", 'f(x);'], 'ImportEqualsDeclaration 1'],
    ['a value and a type of one name', ['interface x {}', 'const x = 1;', 'f(x);'], 'VariableDeclaration 2'],
    [
      'an exported value and a type of one name',
      ['export interface x {}', 'export const x = 1;', 'f(x);'],
      'VariableDeclaration 2',
    ],
    ['a function and a type parameter of one name', ['function f<x>(', 'x: x) { return x; }'], 'Parameter 2'],
    ['the first of two', ['var x = 1;', 'var x = 2;', 'f(x);'], 'VariableDeclaration 1'],
    [
      'a name of a namespace',
      ['const x = 1;', 'namespace a { export const x = 2;', 'f(x); }'],
      'VariableDeclaration 2',
    ],
    [
      'a name of a static block',
      ['const x = 1;', 'class A { static { const x = 2;', 'f(x); } }'],
      'VariableDeclaration 2',
    ],
    ['a global', ['f(x);'], 'global'],
  ];
  for (const [what, lines, meaning] of cases)
    it(`finds ${what}`, () => {
      assert.equal(meaningOf(lines.join('\n')), meaning);
    });
});
