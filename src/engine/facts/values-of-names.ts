import {
  type FunctionNode,
  isFunctionNode,
  propertyName,
  type SyntaxTree,
  ts,
  unwrap,
} from '../source/syntax-tree';
import { type AccessPaths, isProjectPath } from './access-path';
import { isHandlerLike, keysOfPattern, rootOfPattern } from './function-syntax';
import { decoratedSource, isRequest, requestMembers } from './request-values';
import { ofType } from './typed-values';
import { constant, number, type Source, unknown, worst } from './value-source';
import type { Values } from './values';

/** Where the value of a name comes from: what a variable is set to, a pattern takes apart, callers give, another file exports. */
export class ValuesOfNames {
  constructor(
    private readonly tree: SyntaxTree,
    private readonly paths: AccessPaths,
    private readonly values: Values,
  ) {}

  of(name: ts.Identifier, depth: number): Source {
    if (name.text === 'undefined' || name.text === 'NaN' || name.text === 'Infinity') return constant;
    const declaration = this.tree.declarationOf(name);
    if (!declaration) return unknown;
    if (ts.isImportSpecifier(declaration) || ts.isImportClause(declaration)) return this.#ofImported(name);
    if (ts.isParameter(declaration)) return this.#ofParameter(declaration, name.text, depth);
    if (ts.isBindingElement(declaration)) {
      const required = this.paths.of(name);
      // What a call gives back depends on its arguments; what a module exports does not.
      if (required !== undefined && isProjectPath(required) && !required.includes('('))
        return this.#ofImported(name);
      return this.#ofBinding(declaration, depth);
    }
    if (ts.isEnumDeclaration(declaration)) return { origin: 'enumeration' };
    if (!ts.isVariableDeclaration(declaration)) return unknown;
    const typed = ofType(declaration.type);
    if (typed) return typed;
    const parts: Source[] = [];
    if (declaration.initializer) parts.push(this.values.of(declaration.initializer, depth));
    const loop = declaration.parent.parent;
    if (ts.isForOfStatement(loop)) parts.push(this.values.of(loop.expression, depth));
    if (ts.isForInStatement(loop))
      return this.values.of(loop.expression, depth).origin === 'constant'
        ? { origin: 'enumeration' }
        : { origin: 'unknown', from: name.text };
    for (const mutation of this.values.mutationsOf(name)) parts.push(this.values.of(mutation.value, depth));
    if (parts.length === 0) return unknown;
    const all = worst(parts);
    return all.origin === 'constant' && parts.length > 1 ? { origin: 'enumeration' } : all;
  }

  /** By convention a name in capitals is a constant; of any other import this file does not tell. */
  #ofImported(name: ts.Identifier): Source {
    if (/^[A-Z][A-Z0-9_]+$/.test(name.text)) return { origin: 'enumeration' };
    const reference = this.paths.of(name);
    return reference === undefined ? unknown : { origin: 'unknown', reference };
  }

  #ofBinding(element: ts.BindingElement, depth: number): Source {
    const holder = rootOfPattern(element);
    const name = ts.isIdentifier(element.name) ? element.name.text : '';
    if (ts.isParameter(holder)) {
      const type = holder.type;
      if (type && ts.isTypeLiteralNode(type) && element.parent.parent === holder) {
        const key = propertyName(element.propertyName ?? element.name);
        const found = type.members.find(
          (each) => propertyName(each.name as ts.PropertyName | undefined) === key,
        );
        const typed = found && ts.isPropertySignature(found) ? ofType(found.type) : undefined;
        if (typed) return typed;
      }
      const keys = keysOfPattern(element);
      const [first] = keys;
      if (first && requestMembers.has(first) && first !== 'get' && isHandlerLike(holder.parent)) {
        return { origin: 'request', from: `req.${keys.join('.')}` };
      }
      return this.#ofParameter(holder, name, depth);
    }
    if (!holder.initializer) {
      const loop = holder.parent.parent;
      return ts.isForOfStatement(loop) ? this.values.of(loop.expression, depth) : unknown;
    }
    const parts: Source[] = [];
    const whole = unwrap(holder.initializer);
    const keys = keysOfPattern(element);
    const parsed = this.values.ofParsed(whole, keys, depth);
    if (parsed) return parsed;
    const request =
      this.values.requestPath(whole) ??
      (ts.isIdentifier(whole) && isRequest(this.tree, whole) && keys[0] && requestMembers.has(keys[0])
        ? whole.text
        : undefined);
    if (request) {
      parts.push({ origin: 'request', from: [request, ...keys].join('.') });
    } else {
      const source = this.values.of(whole, depth);
      parts.push(source.from ? { origin: source.origin, from: [source.from, ...keys].join('.') } : source);
    }
    if (ts.isIdentifier(element.name))
      for (const mutation of this.values.mutationsOf(element.name))
        parts.push(this.values.of(mutation.value, depth));
    return worst(parts);
  }

  #ofParameter(parameter: ts.ParameterDeclaration, name: string, depth: number): Source {
    const typed = ofType(parameter.type);
    if (typed) return typed;
    const decorated = decoratedSource(this.tree, parameter, name);
    if (decorated) return decorated;
    const owner = parameter.parent;
    if (isFunctionNode(owner)) {
      const index = owner.parameters.indexOf(parameter);
      const given = this.values.callsOf(owner);
      if (given && given.length > 0) {
        const sources = given.map((call) => {
          const argument = call.arguments[index];
          if (argument) return this.values.of(argument, depth);
          return parameter.initializer ? this.values.of(parameter.initializer, depth) : constant;
        });
        const source = worst(sources);
        return source.origin === 'constant' ? { origin: 'enumeration' } : source;
      }
      const callback = this.#elementOf(owner, index, depth);
      if (callback) return callback;
    }
    return { origin: 'parameter', from: name };
  }

  /** The parameter of a callback given to an array method holds the array's elements. */
  #elementOf(callback: FunctionNode, index: number, depth: number): Source | undefined {
    const call = callback.parent;
    if (!call || !ts.isCallExpression(call) || call.arguments[0] !== callback) return undefined;
    const callee = unwrap(call.expression);
    if (!ts.isPropertyAccessExpression(callee)) return undefined;
    const method = callee.name.text;
    if (!/^(map|forEach|filter|flatMap|some|every|find|findIndex|reduce)$/.test(method)) return undefined;
    const element = method === 'reduce' ? 1 : 0;
    if (index === element) return this.values.of(callee.expression, depth);
    return index === element + 1 ? number : undefined;
  }
}
