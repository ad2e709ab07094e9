import { type FunctionNode, isFunctionNode, type SyntaxTree, ts, unwrap } from '../../source/syntax-tree';
import type { AccessPaths } from './access-path';
import { isHandlerLike, keysOfPattern, returnsOf, rootOfPattern } from './function-syntax';
import { keysOf } from './known-keys';
import { decoratedSource, isRequest, requestMembers } from './request-values';
import type { ValueReader } from './value-reader';
import { constant, madeElsewhere, number, type Source, unknown, worst } from './value-source';

/** Where the value of a name comes from: what a variable is set to, a pattern takes apart, callers give, another file exports. */
export class ValuesOfNames {
  constructor(
    private readonly tree: SyntaxTree,
    private readonly paths: AccessPaths,
    private readonly values: ValueReader,
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
      if (required !== undefined && this.paths.isProjectPath(required) && !required.includes('('))
        return this.#ofImported(name);
      return this.#ofBinding(declaration, depth);
    }
    if (ts.isEnumDeclaration(declaration)) return { origin: 'enumeration' };
    if (!ts.isVariableDeclaration(declaration)) return unknown;
    const typed = this.values.types.of(declaration.type);
    if (typed) return typed;
    const parts: Source[] = [];
    if (declaration.initializer) parts.push(this.values.of(declaration.initializer, depth));
    const loop = declaration.parent.parent;
    if (ts.isForOfStatement(loop)) parts.push(this.values.of(loop.expression, depth));
    if (ts.isForInStatement(loop)) {
      const keys = keysOf(this.tree, this.values, loop.expression, depth);
      const whole = this.values.of(loop.expression, depth);
      if (keys?.origin === 'constant' || whole.origin === 'constant') return { origin: 'enumeration' };
      return keys ?? (whole.origin === 'request' ? whole : { origin: 'unknown', from: name.text });
    }
    for (const mutation of this.values.mutationsOf(name)) parts.push(this.values.of(mutation.value, depth));
    if (parts.length === 0) return unknown;
    const all = worst(parts);
    return all.origin === 'constant' && parts.length > 1 ? { origin: 'enumeration' } : all;
  }

  /** By convention a name in capitals is a constant; of any other import this file does not tell. */
  #ofImported(name: ts.Identifier): Source {
    const origin = /^[A-Z][A-Z0-9_]+$/.test(name.text) ? 'enumeration' : 'unknown';
    const path = this.paths.of(name);
    return path !== undefined && this.paths.isProjectPath(path) ? madeElsewhere(path, origin) : { origin };
  }

  #ofBinding(element: ts.BindingElement, depth: number): Source {
    const holder = rootOfPattern(element);
    const name = ts.isIdentifier(element.name) ? element.name.text : '';
    if (ts.isParameter(holder)) {
      const keys = keysOfPattern(element);
      const [first] = keys;
      if (first !== undefined && element.parent.parent === holder) {
        const otherwise: Source = { origin: 'parameter', from: name, parameters: new Set([holder]) };
        const typed = this.values.types.ofMember(holder.type, first, otherwise);
        const member = typed && !typed.elsewhere ? typed : this.values.memberGiven(holder, first, depth);
        if (member) return this.#withDefault(element, member, depth);
      }
      if (first && requestMembers.has(first) && first !== 'get' && isHandlerLike(holder.parent)) {
        return { origin: 'request', from: `req.${keys.join('.')}` };
      }
      if (isKeyOfEntries(element)) {
        const list = this.#elementsOf(holder);
        const keys = list && this.#keysOfEntries(list, depth);
        if (keys) return keys;
      }
      return this.#ofParameter(holder, name, depth);
    }
    if (!holder.initializer) {
      const loop = holder.parent.parent;
      if (!ts.isForOfStatement(loop)) return unknown;
      const keys = isKeyOfEntries(element) ? this.#keysOfEntries(loop.expression, depth) : undefined;
      return keys ?? this.values.of(loop.expression, depth);
    }
    const parts: Source[] = [];
    const whole = unwrap(holder.initializer);
    const keys = keysOfPattern(element);
    const parsed = this.values.ofParsed(whole, keys, depth);
    if (parsed) return parsed;
    const made = this.#memberOfResult(whole, keys, depth);
    if (made) return made;
    const request =
      this.values.requestPath(whole) ??
      (ts.isIdentifier(whole) && isRequest(this.tree, whole) && keys[0] && requestMembers.has(keys[0])
        ? whole.text
        : undefined);
    if (request) {
      parts.push({ origin: 'request', from: [request, ...keys].join('.') });
    } else {
      const source = this.values.of(whole, depth);
      parts.push(source.from ? { ...source, from: [source.from, ...keys].join('.') } : source);
    }
    if (ts.isIdentifier(element.name))
      for (const mutation of this.values.mutationsOf(element.name))
        parts.push(this.values.of(mutation.value, depth));
    return worst(parts);
  }

  #ofParameter(parameter: ts.ParameterDeclaration, name: string, depth: number): Source {
    const own: Source = { origin: 'parameter', from: name, parameters: new Set([parameter]) };
    const typed = this.values.types.of(parameter.type, own);
    if (typed && !typed.elsewhere) return typed;
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
    return typed ?? own;
  }

  #withDefault(element: ts.BindingElement, member: Source, depth: number): Source {
    return element.initializer ? worst([member, this.values.of(element.initializer, depth)]) : member;
  }

  /** `const { column } = resolve()`: that member of the objects which a function of this file returns. */
  #memberOfResult(whole: ts.Expression, keys: readonly string[], depth: number): Source | undefined {
    const [key] = keys;
    if (!ts.isCallExpression(whole) || keys.length !== 1 || key === undefined) return undefined;
    const callee = this.values.functionOf(whole.expression);
    const results = callee ? returnsOf(callee) : [];
    if (results.length === 0) return undefined;
    const parts = results.map((result) => this.values.memberOf(result, key, depth));
    if (!parts.every((part) => part !== undefined)) return undefined;
    const member = worst(parts as Source[]);
    // What it was given, only the call tells.
    return member.origin === 'parameter' ? undefined : member;
  }

  /** `Object.entries(row)`: the keys of `row`. */
  #keysOfEntries(list: ts.Expression, depth: number): Source | undefined {
    let node = unwrap(list);
    if (ts.isIdentifier(node)) {
      const declaration = this.tree.declarationOf(node);
      if (!declaration || !ts.isVariableDeclaration(declaration) || !declaration.initializer)
        return undefined;
      node = unwrap(declaration.initializer);
    }
    if (!ts.isCallExpression(node) || this.paths.of(node.expression) !== 'global#Object.entries')
      return undefined;
    const [object] = node.arguments;
    return object && keysOf(this.tree, this.values, object, depth);
  }

  /** The array whose elements a callback's first parameter gets. */
  #elementsOf(parameter: ts.ParameterDeclaration): ts.Expression | undefined {
    const callback = parameter.parent;
    const call = callback.parent;
    if (!call || !ts.isCallExpression(call) || callback.parameters[0] !== parameter) return undefined;
    const callee = unwrap(call.expression);
    return ts.isPropertyAccessExpression(callee) ? callee.expression : undefined;
  }

  /** The parameter of a callback given to an array method holds the array's elements. */
  #elementOf(callback: FunctionNode, index: number, depth: number): Source | undefined {
    const call = callback.parent;
    if (!call || !ts.isCallExpression(call)) return undefined;
    const callee = unwrap(call.expression);
    if (!ts.isPropertyAccessExpression(callee)) return undefined;
    // `Array.from({ length }, (_, i) => …)`.
    if (call.arguments[1] === callback && this.paths.of(callee) === 'global#Array.from' && call.arguments[0])
      return index === 0 ? this.values.of(call.arguments[0], depth) : number;
    if (call.arguments[0] !== callback) return undefined;
    const method = callee.name.text;
    if (!/^(map|forEach|filter|flatMap|some|every|find|findIndex|reduce)$/.test(method)) return undefined;
    const element = method === 'reduce' ? 1 : 0;
    if (index === element) return this.values.of(callee.expression, depth);
    return index === element + 1 ? number : undefined;
  }
}

/** `[key]` of `[key, value]`. */
function isKeyOfEntries(element: ts.BindingElement): boolean {
  return ts.isArrayBindingPattern(element.parent) && element.parent.elements[0] === element;
}
