import { type FunctionNode, isFunctionNode, memberName, ts, unwrap } from '../source/syntax-tree';
import { type AccessPaths, isProjectPath, splitPath } from './access-path';
import { returnsOf } from './function-syntax';
import { number, type Source, unknown, worst } from './value-source';
import { escapers, numericCalls, numericMethods, textMethods } from './value-words';
import type { Values } from './values';

/** Where the result of a call comes from: what is known of the function, what its body returns, what it is given. */
export class ValuesOfCalls {
  constructor(
    private readonly paths: AccessPaths,
    private readonly values: Values,
  ) {}

  of(node: ts.CallExpression, depth: number): Source {
    const callee = unwrap(node.expression);
    const path = this.paths.of(callee) ?? '';
    const { module, members } = splitPath(path);
    if (module === 'global' && numericCalls.test(members)) return number;
    if (module === 'global' && (members === 'String' || /^(JSON|Object|Array)\.\w+$/.test(members))) {
      return worst(node.arguments.map((argument) => this.values.of(argument, depth)));
    }
    const method = memberName(callee);
    if (module === 'uuid' || members.endsWith('randomUUID') || module === 'nanoid')
      return { origin: 'escaped' };
    if (module === 'pg-format' || module === 'sqlstring' || escapers.test(path))
      return this.#ofFormat(node, module, depth);
    if (module === 'util' && members === 'format')
      return worst(node.arguments.map((argument) => this.values.of(argument, depth)));
    if (method !== undefined && escapers.test(`.${method}`)) return { origin: 'escaped' };
    if (method !== undefined && numericMethods.has(method)) return number;
    // A statement that a builder made carries its own parameters.
    if (method === 'getQuery' || method === 'toQuery' || method === 'getSql' || method === 'getQueryString')
      return { origin: 'sql' };
    if (ts.isPropertyAccessExpression(callee) && (method === 'map' || method === 'flatMap'))
      return this.#ofMap(node, callee.expression, depth);
    if (ts.isPropertyAccessExpression(callee) && method !== undefined && textMethods.has(method)) {
      const parts = [this.values.of(callee.expression, depth)];
      if (
        method === 'concat' ||
        method === 'join' ||
        method === 'replace' ||
        method === 'replaceAll' ||
        method === 'padStart'
      ) {
        parts.push(
          ...node.arguments
            .filter((argument) => !isFunctionNode(argument))
            .map((argument) => this.values.of(argument, depth)),
        );
      }
      return worst(parts);
    }
    const own = this.values.functionOf(callee);
    if (own) return this.#ofResult(own, node, depth);
    const receiver = ts.isPropertyAccessExpression(callee)
      ? this.values.of(callee.expression, depth)
      : unknown;
    if (receiver.origin === 'request') return receiver;
    const given = worst(node.arguments.map((argument) => this.values.of(argument, depth)));
    // What a function of another file makes of its arguments, only that file can tell.
    if (isProjectPath(path)) {
      if (given.origin === 'request') return given;
      // By convention a name in capitals that ends so is a statement with its moving parts filled in.
      return /#([A-Z][A-Z0-9_]*_)?SQL$/.test(path)
        ? { origin: 'sql' }
        : { origin: 'unknown', reference: path };
    }
    return unknown;
  }

  /** `format('… %I … %L', …)` escapes; `%s` passes its argument on as it is. */
  #ofFormat(node: ts.CallExpression, module: string, depth: number): Source {
    const [template, ...rest] = node.arguments;
    if (module !== 'pg-format' || !template || !ts.isStringLiteralLike(template))
      return { origin: 'escaped' };
    const verbs = template.text.match(/%(?:\d+\$)?[sIL%]/g)?.filter((verb) => verb !== '%%') ?? [];
    return worst([
      { origin: 'escaped' },
      ...rest.filter((_, i) => verbs[i]?.endsWith('s')).map((argument) => this.values.of(argument, depth)),
    ]);
  }

  /** `ids.map((_, i) => '$' + (i + 1))`: what the callback makes of an element. */
  #ofMap(node: ts.CallExpression, list: ts.Expression, depth: number): Source {
    const [callback] = node.arguments;
    if (!callback) return this.values.of(list, depth);
    if (!isFunctionNode(callback)) {
      const path = this.paths.of(callback) ?? '';
      if (path === 'global#Number' || path === 'global#parseInt') return number;
      return escapers.test(path) || escapers.test(`.${memberName(callback) ?? ''}`)
        ? { origin: 'escaped' }
        : this.values.of(list, depth);
    }
    const made = worst(returnsOf(callback).map((value) => this.values.of(value, depth)));
    if (made.origin === 'constant' || made.origin === 'number') return { origin: 'placeholder' };
    return made.origin === 'parameter' || made.origin === 'unknown' ? this.values.of(list, depth) : made;
  }

  /** What a function of this file returns, with parameters standing for the arguments of this call. */
  #ofResult(callee: FunctionNode, call: ts.CallExpression, depth: number): Source {
    const results = returnsOf(callee).map((value) => this.values.of(value, depth));
    const source = worst(results);
    if (source.origin === 'constant' && results.length > 1) return { origin: 'enumeration' };
    if (source.origin !== 'parameter' && source.origin !== 'request') return source;
    if (source.origin === 'request') return source;
    return worst(call.arguments.map((argument) => this.values.of(argument, depth)));
  }
}
