import type { ResultEntry } from '../../libraries/contract/results';
import type { FileLibraries } from '../../libraries/look-up';
import {
  type FunctionNode,
  isFunctionNode,
  memberName,
  type SyntaxTree,
  ts,
  unwrap,
} from '../../source/syntax-tree';
import { type AccessPaths, splitPath } from './access-path';
import { returnsOf } from './function-syntax';
import { allowListed } from './guards';
import { keysOf } from './known-keys';
import type { ValueReader } from './value-reader';
import { isFree, madeElsewhere, number, type Source, unknown, worst } from './value-source';
import {
  escapers,
  isMetadataCall,
  isStatementOfBuilder,
  numericCalls,
  numericMethods,
  textMethods,
} from './value-words';

/** Methods that put their arguments into the text that they make. */
const addsArguments = new Set(['concat', 'join', 'replace', 'replaceAll', 'padStart', 'padEnd', 'fill']);

/** Where the result of a call comes from: what is known of the function, what its body returns, what it is given. */
export class ValuesOfCalls {
  constructor(
    private readonly tree: SyntaxTree,
    private readonly paths: AccessPaths,
    private readonly libraries: FileLibraries,
    private readonly values: ValueReader,
  ) {}

  of(node: ts.CallExpression, depth: number): Source {
    const callee = unwrap(node.expression);
    const path = this.paths.of(callee) ?? '';
    const { module, members } = splitPath(path);
    const made = this.libraries.find('results', path);
    if (made) return this.#ofLibrary(node, made, depth);
    const known = module === 'global' ? this.#ofGlobal(node, members, depth) : undefined;
    if (known) return known;
    const method = memberName(callee);
    if (members.endsWith('randomUUID') || escapers.test(path)) return { origin: 'escaped' };
    if (method !== undefined && escapers.test(`.${method}`)) return { origin: 'escaped' };
    if (method !== undefined && numericMethods.has(method)) return number;
    if (isStatementOfBuilder(method)) return { origin: 'sql' };
    if (isMetadataCall(method)) return { origin: 'enumeration' };
    const parsed = this.values.ofParsed(node, [], depth);
    if (parsed) return parsed;
    if (ts.isPropertyAccessExpression(callee) && method !== undefined) {
      const result = this.#ofMethod(node, callee.expression, method, depth);
      if (result) return result;
    }
    const own = this.values.functionOf(callee);
    if (own) return this.#ofResult(own, node, depth);
    return this.#ofUnseen(node, callee, path, depth);
  }

  #ofGlobal(node: ts.CallExpression, members: string, depth: number): Source | undefined {
    if (numericCalls.test(members)) return number;
    const [first, second] = node.arguments;
    if (members === 'Array') return number;
    if (members === 'Array.from' && second && isFunctionNode(second))
      return this.#ofMap(second, first, depth);
    if (first && (members === 'Object.keys' || members === 'Object.getOwnPropertyNames'))
      return keysOf(this.tree, this.values, first, depth) ?? this.values.of(first, depth);
    if (members === 'String' || /^(JSON|Object|Array)\.\w+$/.test(members))
      return this.#ofArguments(node, depth);
    if (members === 'decodeURIComponent' || members === 'decodeURI' || members === 'unescape')
      return this.#ofArguments(node, depth);
    return undefined;
  }

  /** Methods of arrays and texts. */
  #ofMethod(
    node: ts.CallExpression,
    receiver: ts.Expression,
    method: string,
    depth: number,
  ): Source | undefined {
    const [first] = node.arguments;
    if (method === 'map' || method === 'flatMap') return this.#ofMap(first, receiver, depth);
    if (method === 'filter' && first && picksAllowed(first)) return { origin: 'enumeration' };
    if (method === 'find' || method === 'findLast') {
      if (first && isFunctionNode(first)) return this.values.of(receiver, depth);
    }
    if ((method === 'replace' || method === 'replaceAll') && leavesOnlyNames(node))
      return { origin: 'escaped' };
    if (!textMethods.has(method)) return undefined;
    const parts = [this.values.of(receiver, depth)];
    if (addsArguments.has(method)) {
      for (const argument of node.arguments) {
        if (!isFunctionNode(argument)) parts.push(this.values.of(argument, depth));
        // `text.replace(/\{(\w+)\}/g, (_, name) => …)`: what the function gives back goes in.
        else for (const value of returnsOf(argument)) parts.push(this.values.of(value, depth));
      }
    }
    return worst(parts);
  }

  #ofArguments(node: ts.CallExpression, depth: number): Source {
    return worst(node.arguments.map((argument) => this.values.of(argument, depth)));
  }

  /** A function that this file does not show. What one of another file makes of its arguments, only that file can tell. */
  #ofUnseen(node: ts.CallExpression, callee: ts.Expression, path: string, depth: number): Source {
    const receiver = ts.isPropertyAccessExpression(callee)
      ? this.values.of(callee.expression, depth)
      : unknown;
    if (receiver.origin === 'request') return receiver;
    if (!this.paths.isProjectPath(path)) return unknown;
    const given = node.arguments.map((argument) => this.values.of(argument, depth));
    const guess = given.some((each) => each.origin === 'request')
      ? 'request'
      : // By convention a name in capitals that ends so is a statement with its moving parts filled in.
        /#([A-Z][A-Z0-9_]*_)?SQL$/.test(path)
        ? 'sql'
        : 'unknown';
    return madeElsewhere(`${path}()`, guess, given);
  }

  #ofLibrary(node: ts.CallExpression, made: ResultEntry, depth: number): Source {
    switch (made.is) {
      case 'names':
        return { origin: 'enumeration' };
      case 'escaped':
        return made.format ? this.#ofFormat(node, made.format, depth) : { origin: 'escaped' };
      default:
        return this.#ofArguments(node, depth);
    }
  }

  /** `format('… %I … %L', …)` escapes; `%s` passes its argument on as it is. */
  #ofFormat(node: ts.CallExpression, format: NonNullable<ResultEntry['format']>, depth: number): Source {
    const [template, ...rest] = node.arguments;
    if (!template || !ts.isStringLiteralLike(template)) return { origin: 'escaped' };
    const verbs = template.text.match(/%(?:\d+\$)?[A-Za-z%]/g)?.filter((verb) => verb !== '%%') ?? [];
    const [list] = rest.map((each) => unwrap(each));
    const given = format.list && list && ts.isArrayLiteralExpression(list) ? list.elements : rest;
    return worst([
      { origin: 'escaped' },
      ...given
        .filter((_, i) => format.unescaped.includes(verbs[i]?.at(-1) ?? ' '))
        .map((argument) => this.values.of(argument, depth)),
    ]);
  }

  /** `ids.map((_, i) => '$' + (i + 1))`: what the callback makes of an element. */
  #ofMap(callback: ts.Expression | undefined, list: ts.Expression | undefined, depth: number): Source {
    const elements = (): Source => (list ? this.values.of(list, depth) : unknown);
    if (!callback) return elements();
    if (!isFunctionNode(callback)) {
      const path = this.paths.of(callback) ?? '';
      if (path === 'global#Number' || path === 'global#parseInt' || path === 'global#parseFloat')
        return number;
      if (escapers.test(path) || escapers.test(`.${memberName(callback) ?? ''}`))
        return { origin: 'escaped' };
      const own = this.values.functionOf(callback);
      return own ? this.#made(own, list, depth) : elements();
    }
    return this.#made(callback, list, depth);
  }

  #made(callback: FunctionNode, list: ts.Expression | undefined, depth: number): Source {
    const made = worst(returnsOf(callback).map((value) => this.values.of(value, depth)));
    if (made.origin === 'constant' || made.origin === 'number') return { origin: 'placeholder' };
    return made.origin === 'parameter' && list ? worst([made, this.values.of(list, depth)]) : made;
  }

  /** What a function of this file returns, with parameters standing for the arguments of this call. */
  #ofResult(callee: FunctionNode, call: ts.CallExpression, depth: number): Source {
    const results = returnsOf(callee).map((value) => this.values.of(value, depth));
    const source = worst(results);
    if (source.origin === 'constant' && results.length > 1) return { origin: 'enumeration' };
    if (source.origin === 'request' || !isFree(source.origin)) return source;
    const taken = callee.parameters.flatMap((parameter, index) =>
      source.parameters?.has(parameter) ? [call.arguments[index] ?? parameter.initializer] : [],
    );
    if (taken.length === 0) return source;
    const given = worst(taken.map((each) => (each ? this.values.of(each, depth) : { origin: 'constant' })));
    return source.origin === 'parameter' ? given : worst([source, given]);
  }
}

/** `name.replace(/[^a-z_]/gi, '')` leaves letters only; `` name.replace(/`/g, '``') `` doubles the quotes of a name. */
function leavesOnlyNames({ arguments: [pattern, put] }: ts.CallExpression): boolean {
  if (!pattern || !put || !ts.isRegularExpressionLiteral(pattern) || !ts.isStringLiteralLike(put))
    return false;
  const [, body = '', flags = ''] = /^\/(.*)\/(\w*)$/s.exec(pattern.text) ?? [];
  if (!flags.includes('g')) return false;
  if (/^[`"]$/.test(body)) return put.text === body + body;
  return /^(?:\[\^[\w\s\\.-]+\]|\\W|\\D)\+?$/.test(body) && /^\w*$/.test(put.text);
}

/** `(each) => allowed.includes(each)`: a filter that lets only what is listed pass. */
function picksAllowed(callback: ts.Expression): boolean {
  if (!isFunctionNode(callback)) return false;
  const [parameter] = callback.parameters;
  const results = returnsOf(callback);
  if (!parameter || !ts.isIdentifier(parameter.name) || results.length === 0) return false;
  const name = parameter.name.text;
  return results.every((result) => {
    const tested = allowListed(result);
    return tested !== undefined && ts.isIdentifier(tested) && tested.text === name;
  });
}
