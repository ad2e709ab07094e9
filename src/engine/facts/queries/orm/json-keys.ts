import type { Span } from '../../../source/span';
import type { QueryBlock } from '../../../source/sql/statement';
import { memberName, propertyName, ts, unwrap } from '../../../source/syntax-tree';
import type { FileReader } from '../../reading/file-reader';

type Clause = QueryBlock['jsonKeys'][number]['clause'];

/** A column (also `${table.column}`) and the keys that arrows dig out of it: `t.data->'a'->>'b'`. */
const arrows =
  /(?:\$\{\s*(?:[\w$]+\.)*([\w$]+)\s*\}|(?:"?([\w$]+)"?\.)?"?([A-Za-z_][\w$]*)"?)((?:\s*->>?\s*\\?'[^'\\]+\\?')+)/g;
/** What an object says of a column that is no key of its JSON. */
const operator =
  /^(equals|in|notIn|not|lt|lte|gt|gte|contains|startsWith|endsWith|mode|search|is|isNot|some|every|none|has|hasSome|hasEvery|isEmpty|between|like|iLike|ne|eq|and|or|path|type|value|_\w+|\$.*)$/;
const clauseOfOption: Record<string, Clause> = {
  where: 'where',
  having: 'where',
  order: 'order',
  orderBy: 'order',
  group: 'group',
  groupBy: 'group',
};

/**
 * Keys that a call of a builder or an ORM digs out of JSON columns: pieces of SQL in its steps, paths (`{ path: ['a'] }`, `'data.a'`), objects
 * within a column's condition. Whether what is named is such a column, the schema tells.
 */
export function collectJsonKeys(file: FileReader, node: ts.CallExpression, block: QueryBlock): void {
  const text = file.text(node);
  if (!/->|path\b|json|\.\w+['"]|:\s*\{/i.test(text)) return;
  const reader = new JsonKeys(file, block);
  for (let at: ts.Expression = node; ; ) {
    if (ts.isCallExpression(at)) {
      reader.step(at);
      at = unwrap(at.expression);
    } else if (ts.isPropertyAccessExpression(at)) at = unwrap(at.expression);
    else return;
  }
}

class JsonKeys {
  constructor(
    private readonly file: FileReader,
    private readonly block: QueryBlock,
  ) {}

  step(call: ts.CallExpression): void {
    const name = memberName(unwrap(call.expression)) ?? '';
    const [first, second] = call.arguments;
    if (/JsonPath$/.test(name) && /where/i.test(name) && first && second) {
      this.#path(first, second);
      return;
    }
    if (/JsonSupersetOf$/.test(name) && first && ts.isStringLiteralLike(first)) {
      this.#search(call, first);
      return;
    }
    const clause = clauseOfStep(name);
    for (const argument of call.arguments) {
      const given = unwrap(argument);
      if (clause !== undefined) this.#visit(given, clause);
      else if (ts.isObjectLiteralExpression(given)) this.#options(given);
    }
  }

  /** `whereJsonPath('data', '$.a.b', '=', value)`. */
  #path(column: ts.Expression, path: ts.Expression): void {
    if (!ts.isStringLiteralLike(column) || !ts.isStringLiteralLike(path)) return;
    const { start } = this.file.span(column);
    this.#add(column.text, path.text.replace(/^\$\.?/, ''), 'where', { start, end: path.end });
  }

  /** `whereJsonSupersetOf('data', { … })` is `data @> …`. */
  #search(call: ts.CallExpression, column: ts.StringLiteralLike): void {
    const callee = unwrap(call.expression);
    const start = ts.isPropertyAccessExpression(callee) ? this.file.span(callee.name).start : call.end;
    const span = { start, end: call.end };
    this.block.predicates.push({
      column: { name: column.text, span: this.file.span(column) },
      operator: '@>',
      operand: { kind: 'other', span },
      clause: 'where',
      conjunct: true,
      span,
    });
  }

  #options(options: ts.ObjectLiteralExpression): void {
    for (const property of options.properties) {
      const clause = clauseOfOption[propertyName(property.name) ?? ''];
      if (clause !== undefined && ts.isPropertyAssignment(property))
        this.#visit(unwrap(property.initializer), clause);
    }
  }

  #visit(node: ts.Node, clause: Clause): void {
    if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) {
      this.#arrows(node, clause);
      return;
    }
    // What a helper is given are its own arguments, whatever conditions it makes of them.
    if (ts.isObjectLiteralExpression(node) && isOfHelper(node)) return;
    if (ts.isObjectLiteralExpression(node) && clause === 'where') {
      for (const property of node.properties) this.#condition(property, clause);
      return;
    }
    if (clause === 'order' && ts.isArrayLiteralExpression(node)) this.#sorted(node);
    if (ts.isCallExpression(node) && memberName(unwrap(node.expression)) === 'json') this.#json(node, clause);
    ts.forEachChild(node, (child) => this.#visit(child, clause));
  }

  /** `data: { path: ['a', 'b'], equals: value }`, `'data.a': value`, `data: { a: value }`. */
  #condition(property: ts.ObjectLiteralElementLike, clause: Clause): void {
    const key = propertyName(property.name);
    const value = ts.isPropertyAssignment(property) ? unwrap(property.initializer) : undefined;
    const span = this.file.span(property);
    const dotted = /^([A-Za-z_]\w*)\.([\w.]+)$/.exec(key ?? '');
    if (dotted) this.#add(dotted[1] as string, dotted[2] as string, clause, span);
    if (!value) return;
    if (key === undefined || /^(AND|OR|NOT)$/.test(key) || !ts.isObjectLiteralExpression(value)) {
      this.#visit(value, clause);
      return;
    }
    const path = value.properties.find((each) => propertyName(each.name) === 'path');
    const keys = path && ts.isPropertyAssignment(path) ? keysOf(unwrap(path.initializer)) : undefined;
    if (keys !== undefined) this.#add(key, keys, clause, span);
    else
      for (const each of value.properties) {
        const name = propertyName(each.name);
        if (name !== undefined && !operator.test(name)) this.#add(key, name, clause, span);
      }
  }

  /** `[['data.a', 'ASC']]`. */
  #sorted(node: ts.ArrayLiteralExpression): void {
    const [first] = node.elements;
    const dotted =
      first && ts.isStringLiteralLike(first) ? /^([A-Za-z_]\w*)\.([\w.]+)$/.exec(first.text) : null;
    if (first && dotted) this.#add(dotted[1] as string, dotted[2] as string, 'order', this.file.span(first));
  }

  /** `json('data.a', value)`, `json({ data: { a: value } })`. */
  #json(call: ts.CallExpression, clause: Clause): void {
    const [first] = call.arguments;
    const dotted =
      first && ts.isStringLiteralLike(first) ? /^([A-Za-z_]\w*)\.([\w.]+)$/.exec(first.text) : null;
    if (first && dotted) this.#add(dotted[1] as string, dotted[2] as string, clause, this.file.span(first));
  }

  #arrows(node: ts.Node, clause: Clause): void {
    // Without the quotes of the code, which are no quotes of the SQL.
    const text = this.file.text(node).slice(1, -1);
    if (!text.includes('->')) return;
    const start = this.file.span(node).start + 1;
    for (const match of text.matchAll(arrows)) {
      const [whole, held, qualifier, bare, steps = ''] = match;
      const column = held ?? bare;
      if (column === undefined) continue;
      const keys = [...steps.matchAll(/'([^'\\]+)\\?'/g)].map((each) => each[1] as string);
      const from = start + match.index;
      const key = keys.join('.').replace(/^\$\./, '');
      this.#add(column, key, clause, { start: from, end: from + whole.length }, qualifier);
    }
  }

  #add(name: string, key: string, clause: Clause, span: Span, qualifier?: string): void {
    if (
      key === '' ||
      this.block.jsonKeys.some((each) => each.span.start < span.end && each.span.end > span.start)
    )
      return;
    const column = qualifier === undefined ? { name, span } : { name, qualifier, span };
    this.block.jsonKeys.push({ column, key, clause, span });
  }
}

function isOfHelper(node: ts.ObjectLiteralExpression): boolean {
  const call = node.parent;
  if (!call || !ts.isCallExpression(call) || !ts.isIdentifier(call.expression)) return false;
  return !/^(and|or|not|where|json|literal|fn|cast|col)$/i.test(call.expression.text);
}

function clauseOfStep(name: string): Clause | undefined {
  if (/where|having/i.test(name) || /^(findBy|findOneBy|findOneByOrFail|countBy)$/.test(name)) return 'where';
  if (/^order|sort/i.test(name)) return 'order';
  if (/^group/i.test(name)) return 'group';
  if (/join$/i.test(name) || name === 'on') return 'join';
  return undefined;
}

/** `['a', 'b']` or `'$.a.b'`. */
function keysOf(path: ts.Expression): string | undefined {
  if (ts.isStringLiteralLike(path)) return path.text.replace(/^\$\.?/, '');
  if (!ts.isArrayLiteralExpression(path)) return undefined;
  const keys = path.elements.map((each) => (ts.isStringLiteralLike(each) ? each.text : undefined));
  return keys.every((each) => each !== undefined) ? keys.join('.') : undefined;
}
