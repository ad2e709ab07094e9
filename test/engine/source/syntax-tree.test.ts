import assert from 'node:assert/strict';
import { SyntaxTree, ts } from '../../../src/engine/source/syntax-tree';

function identifiers(tree: SyntaxTree, name: string): ts.Identifier[] {
  const found: ts.Identifier[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node.text === name) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(tree.root);
  return found;
}

describe('a syntax tree', () => {
  it('gives nodes their parents when somebody asks for a name', () => {
    const tree = new SyntaxTree('a.ts', 'const a = 1; function f(b) { return a + b; }', 'typescript');
    const [, use] = identifiers(tree, 'a');
    assert.ok(use);
    assert.equal(use.parent, undefined, 'most files are never asked');
    const declaration = tree.declarationOf(use);
    assert.ok(declaration && ts.isVariableDeclaration(declaration));
    assert.ok(ts.isBinaryExpression(use.parent));
    assert.deepEqual(
      tree.scopesAround(use).map((scope) => [...scope.keys()]),
      [['b'], ['f', 'a']],
    );
  });

  it('finds the nearest declaration of a name', () => {
    const tree = new SyntaxTree(
      'a.js',
      'const x = 1; { let x = 2; f(x); } g(x); (function x() { x(); });',
      'javascript',
    );
    const kinds = identifiers(tree, 'x').map((each) => {
      const declaration = tree.declarationOf(each);
      return declaration && `${ts.SyntaxKind[declaration.kind]} ${declaration.pos}`;
    });
    assert.equal(kinds[2], kinds[1], 'the inner one');
    assert.equal(kinds[3], kinds[0], 'the outer one');
    assert.notEqual(kinds[0], kinds[1]);
    assert.match(kinds[5] ?? '', /^FunctionExpression/);
  });

  it('finds nothing for a global', () => {
    const tree = new SyntaxTree('a.js', 'fetch(1);', 'javascript');
    const [name] = identifiers(tree, 'fetch');
    assert.ok(name);
    assert.equal(tree.declarationOf(name), undefined);
  });

  it('has errors for a text that does not parse, and still a tree', () => {
    const tree = new SyntaxTree('a.js', 'const a = ; f(a);', 'javascript');
    assert.equal(tree.errors.length, 1);
    assert.equal(identifiers(tree, 'f').length, 1);
  });

  it('reads JSX in .js and .jsx, and types in .ts', () => {
    const errors = (path: string, text: string, language: 'javascript' | 'jsx' | 'typescript' | 'tsx') =>
      new SyntaxTree(path, text, language).errors.length;
    assert.equal(errors('a.js', 'const a = <p>x</p>;', 'javascript'), 0);
    assert.equal(errors('a.jsx', 'const a = <p>x</p>;', 'jsx'), 0);
    assert.equal(errors('a.tsx', 'const a = <p>x</p> as Node;', 'tsx'), 0);
    assert.equal(errors('a.ts', 'const a = <string>b;', 'typescript'), 0);
  });
});
