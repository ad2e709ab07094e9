import type { QueryBlock, QueryFact, TableUse, TextEdit } from '../../src/engine';
import { sqlName } from './names';

/** Where in a query a condition is to be added, or in an INSERT a column with its value. */
export interface Addition {
  kind: 'condition' | 'insert';
  block: QueryBlock;
  /** The table whose column it is. */
  use: TableUse;
  column: { name: string /** What code calls it, where that differs. */; property?: string };
  /** Source text of the value, in scope where the query stands. */
  value: string;
}

/** The edits that limit a query to `column = value`, or make an INSERT write it; undefined where that is not provably right. */
export function additionEdits(query: QueryFact, addition: Addition, text: string): TextEdit[] | undefined {
  return isInSql(query) ? new SqlEdits(addition, query, text).edits() : modelEdits(query, addition);
}

function isInSql({ client }: QueryFact): boolean {
  return client === 'driver' || client === 'unknown';
}

/** What the query's fact says of how a condition or a value can be added to it. */
function modelEdits(query: QueryFact, { kind, block, use, column, value }: Addition): TextEdit[] | undefined {
  const add = kind === 'insert' ? query.addValue : query.addCondition;
  if (!add || block.place !== 'statement' || block.nested.length > 0) return undefined;
  if (query.statements.length !== 1 || block.predicates.some((each) => !each.conjunct)) return undefined;
  if (block.tables.length + (block.target ? 1 : 0) !== 1) return undefined;
  const property = column.property ?? column.name;
  const name = use.alias === undefined ? column.name : `${use.alias}.${column.name}`;
  const short = property === value ? property : `${property}: ${value}`;
  return add.map(({ span, text }) => ({
    span,
    text: text
      .replaceAll('{member}', short)
      .replaceAll('{property}', property)
      .replaceAll('{name}', name)
      .replaceAll('{key}', /^\w+$/.test(name) ? name : `'${name}'`)
      .replaceAll('{value}', value),
  }));
}

/** Edits of SQL that stands in one literal, and of the list of its values. */
class SqlEdits {
  readonly #name: string;
  /** The SQL's text, and where it starts in the file. */
  readonly #start: number;
  readonly #end: number;

  constructor(
    private readonly addition: Addition,
    private readonly query: QueryFact,
    private readonly text: string,
  ) {
    this.#name = sqlName(addition.column.name, query.dialect);
    this.#start = (query.literal?.span.start ?? 0) + 1;
    this.#end = (query.literal?.span.end ?? 0) - 1;
  }

  edits(): TextEdit[] | undefined {
    const { literal, holes, parametrized, statements } = this.query;
    const { block } = this.addition;
    if (!literal || holes.length > 0 || parametrized || statements.length !== 1) return undefined;
    if (block.place !== 'statement' || block.nested.some(({ kind }) => kind !== 'values')) return undefined;
    const name = this.#qualified();
    if (name.includes(literal.quote)) return undefined;
    return this.addition.kind === 'insert' ? this.#insert() : this.#filter(name);
  }

  #qualified(): string {
    const { alias } = this.addition.use;
    return alias === undefined ? this.#name : `${sqlName(alias, this.query.dialect)}.${this.#name}`;
  }

  /** `AND t.tenant_id = $n` at the end of the WHERE, or a WHERE where there is none. */
  #filter(name: string): TextEdit[] | undefined {
    const { block } = this.addition;
    const where = block.predicates.filter((predicate) => predicate.clause === 'where');
    const at = where.length > 0 ? Math.max(...where.map(({ span }) => span.end)) : this.#afterTable();
    // Below an OR, an added AND would bind to the wrong part.
    if (at === undefined || !where.every((predicate) => predicate.conjunct)) return undefined;
    if (where.length === 0 && block.hasWhere) return undefined;
    const bound = this.#bind(at);
    return (
      bound && [
        {
          span: { start: at, end: at },
          text: ` ${where.length > 0 ? 'AND' : 'WHERE'} ${name} = ${bound.placeholder}`,
        },
        bound.edit,
      ]
    );
  }

  /** The place for a WHERE after the only table of a statement that has none. */
  #afterTable(): number | undefined {
    const { block, use } = this.addition;
    if (block.tables.length !== 1 || block.target || block.derived.length > 0) return undefined;
    const rest = this.text.slice(use.span.end, this.#end);
    const alias =
      use.alias === undefined ? '' : (new RegExp(`^\\s+(as\\s+)?${use.alias}\\b`, 'i').exec(rest)?.[0] ?? '');
    const after = rest.slice(alias.length);
    return /^\s*(;|$|(order|group|limit|offset|for|having)\b)/i.test(after)
      ? use.span.end + alias.length
      : undefined;
  }

  /** The column, its placeholder and the value, where one row of values is spelled out. */
  #insert(): TextEdit[] | undefined {
    const last = this.addition.block.insertColumns?.at(-1);
    if (!last) return undefined;
    const rest = this.text.slice(last.span.end, this.#end);
    const row = /^["`\]]?(\s*)\)\s*values\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)(?!\s*,)/i.exec(rest);
    if (!row) return undefined;
    const [whole = '', space = '', values = ''] = row;
    const columnAt = last.span.end + whole.indexOf(')') - space.length;
    const rowEnd = last.span.end + whole.length - 1;
    const at = rowEnd - (values.length - values.trimEnd().length);
    const bound = this.#bind(at);
    return (
      bound && [
        { span: { start: columnAt, end: columnAt }, text: `, ${this.#name}` },
        { span: { start: at, end: at }, text: `, ${bound.placeholder}` },
        bound.edit,
      ]
    );
  }

  /** The next placeholder, and the value at the end of the list; without numbers, only where no placeholder follows. */
  #bind(at: number): { placeholder: string; edit: TextEdit } | undefined {
    const { values, literal, span } = this.query;
    const sql = this.text.slice(this.#start, this.#end);
    const isNumbered = /\$\d/.test(sql) || (this.query.dialect === 'postgresql' && !sql.includes('?'));
    if (!isNumbered && (this.text.slice(at, this.#end).includes('?') || /[:@]\w/.test(sql))) return undefined;
    const placeholder = isNumbered ? `$${(values?.count ?? 0) + 1}` : '?';
    if (values) {
      const inner = this.text.slice(values.span.start + 1, values.span.end - 1).replace(/[\s,]+$/, '');
      const end = values.span.start + 1 + inner.length;
      return {
        placeholder,
        edit: { span: { start: end, end }, text: `${values.count > 0 ? ', ' : ''}${this.addition.value}` },
      };
    }
    // A call without values gets a list.
    const end = literal?.span.end ?? 0;
    if (/\$\d|\?/.test(sql) || !/^\s*,?\s*\)$/.test(this.text.slice(end, span.end))) return undefined;
    return { placeholder, edit: { span: { start: end, end }, text: `, [${this.addition.value}]` } };
  }
}
