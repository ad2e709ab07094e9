import { Cursor, get, list, nameIn, text, typeOf } from './node-sql-tree';
import type { TokenRange } from './split';
import type { ColumnDefinition, Constraint, IndexDefinition, SchemaChange } from './statement';
import type { TokenSource } from './token-source';

/** What a statement of node-sql-parser's tree does to the schema, in order. */
export function nodeSqlSchemaChanges(source: TokenSource, node: unknown, range: TokenRange): SchemaChange[] {
  const reader = new SchemaReader(source, range);
  switch (typeOf(node)) {
    case 'create':
      return reader.create(node);
    case 'alter':
      return reader.alter(node);
    case 'rename':
      return reader.rename(node);
    default:
      return [];
  }
}

class SchemaReader {
  private readonly cursor: Cursor;

  constructor(
    private readonly source: TokenSource,
    private readonly range: TokenRange,
  ) {
    this.cursor = new Cursor(source, range.first, range.last);
  }

  create(node: unknown): SchemaChange[] {
    switch (text(node, 'keyword')) {
      case 'table':
        return this.createTable(node);
      case 'index':
        return this.createIndex(node);
      default:
        return [];
    }
  }

  private createTable(node: unknown): SchemaChange[] {
    const [table] = list(node, 'table');
    const use = this.cursor.table(table);
    if (use === undefined) return [];
    const change: Extract<SchemaChange, { kind: 'create-table' }> = {
      kind: 'create-table',
      table: use.name,
      ifNotExists: get(node, 'if_not_exists') !== null && get(node, 'if_not_exists') !== undefined,
      columns: [],
      constraints: [],
      span: use.span,
    };
    if (use.schema !== undefined) change.schema = use.schema;
    const open = this.source.find(this.cursor.at, this.range.last, (token) => token.kind === 'open');
    const parts = open < 0 ? [] : this.source.parts({ first: open + 1, last: this.source.closing(open) - 1 });
    const indexes: SchemaChange[] = [];
    for (const [i, definition] of list(node, 'create_definitions').entries()) {
      const part = parts[i] ?? this.range;
      const span = this.source.span(part.first, part.last);
      if (text(definition, 'resource') === 'column') {
        const column = columnDefinition(definition, span);
        change.columns.push(column);
        for (const constraint of inlineConstraints(this.source, part, definition))
          change.constraints.push({ ...constraint, span });
      } else if (text(definition, 'resource') === 'index') {
        indexes.push({ kind: 'create-index', table: use.name, index: this.index(definition, part), span });
      } else {
        const constraint = constraintOf(this.source, part, definition);
        if (constraint !== undefined) change.constraints.push({ ...constraint, span });
      }
    }
    for (const constraint of change.constraints)
      if (constraint.kind === 'primary-key')
        for (const column of change.columns)
          if (constraint.columns.includes(column.name)) column.nullable = false;
    return [change, ...indexes];
  }

  private createIndex(node: unknown): SchemaChange[] {
    const name = nameIn(get(node, 'index'));
    const span = this.named([name]);
    const table = nameIn(get(node, 'table'));
    this.cursor.symbol('on');
    this.cursor.name([table]);
    const index = this.index(node, { first: this.cursor.at, last: this.range.last });
    if (name !== '') index.name = name;
    return [{ kind: 'create-index', table, index, span }];
  }

  /** The definition of an index whose key stands in the first brackets of the part. */
  private index(node: unknown, part: TokenRange): IndexDefinition {
    const open = this.source.find(part.first, part.last, (token) => token.kind === 'open');
    const close = this.source.closing(open);
    const elements = open < 0 ? [] : this.source.parts({ first: open + 1, last: close - 1 });
    const columns = [...list(node, 'index_columns'), ...list(node, 'definition')];
    const kind =
      `${text(node, 'index_type')} ${text(node, 'keyword')} ${text(node, 'constraint_type')}`.toLowerCase();
    const definition: IndexDefinition = {
      keys: columns.map((column, i) => {
        if (typeOf(column) === 'column_ref') return { column: nameIn(get(column, 'column')) };
        const element = elements[i] ?? part;
        return { expression: this.source.slice(this.source.span(element.first, element.last)) };
      }),
      unique: kind.includes('unique'),
      method: kind.includes('fulltext') ? 'fulltext' : kind.includes('spatial') ? 'spatial' : 'btree',
    };
    const name = nameIn(get(node, 'index'));
    if (name !== '') definition.name = name;
    const where = this.source.find(close + 1, part.last, (token) => token.word === 'where');
    if (open >= 0 && where >= 0) definition.where = this.source.slice(this.source.span(where + 1, part.last));
    return definition;
  }

  alter(node: unknown): SchemaChange[] {
    const use = this.cursor.table(list(node, 'table')[0]);
    if (use === undefined) return [];
    const actions = this.source.parts({ first: this.cursor.at, last: this.range.last });
    return list(node, 'expr').flatMap((action, i) => this.action(use.name, action, actions[i] ?? this.range));
  }

  private action(table: string, node: unknown, part: TokenRange): SchemaChange[] {
    const span = this.source.span(part.first, part.last);
    const column = nameIn(get(node, 'column'));
    const resource = text(node, 'resource');
    switch (`${text(node, 'action')} ${resource}`) {
      case 'add column': {
        const added: SchemaChange = { kind: 'add-column', table, column: columnDefinition(node, span), span };
        return [
          added,
          ...inlineConstraints(this.source, part, node).map(
            (constraint): SchemaChange => ({ kind: 'add-constraint', table, constraint, span }),
          ),
        ];
      }
      case 'drop column':
        return [{ kind: 'drop-column', table, column, span: this.nameWithin(column, part) }];
      case 'rename column': {
        const old = nameIn(get(node, 'old_column'));
        return [{ kind: 'rename-column', table, column: old, to: column, span: this.nameWithin(old, part) }];
      }
      case 'change column': {
        const old = nameIn(get(node, 'old_column'));
        const { type } = columnDefinition(node, span);
        const renamed: SchemaChange = { kind: 'rename-column', table, column: old, to: column, span };
        const typed: SchemaChange = { kind: 'alter-column-type', table, column, type, span };
        return old === column ? [typed] : [renamed, typed];
      }
      case 'modify column':
      case 'alter column': {
        const { type } = columnDefinition(node, span);
        return type === '' ? [] : [{ kind: 'alter-column-type', table, column, type, span }];
      }
      case 'rename table':
        return [{ kind: 'rename-table', table, to: nameIn(get(node, 'table')), span }];
      case 'add constraint': {
        const constraint = constraintOf(this.source, part, get(node, 'create_definitions'));
        return constraint === undefined ? [] : [{ kind: 'add-constraint', table, constraint, span }];
      }
      case 'add index':
        return [{ kind: 'create-index', table, index: this.index(node, part), span }];
      case 'drop index':
        return [{ kind: 'drop-index', name: nameIn(get(node, 'index')), table, span }];
      case 'drop key':
      case 'drop constraint': {
        const name = nameIn(get(node, 'key')) || nameIn(get(node, 'constraint'));
        return name === '' ? [] : [{ kind: 'drop-constraint', table, name, span }];
      }
      default:
        return [];
    }
  }

  rename(node: unknown): SchemaChange[] {
    return list(node, 'table').flatMap((pair): SchemaChange[] => {
      const [from, to] = Array.isArray(pair) ? pair.map(nameIn) : [];
      if (from === undefined || to === undefined) return [];
      return [{ kind: 'rename-table', table: from, to, span: this.named([from]) }];
    });
  }

  /** The span of the next such name, or the statement's. */
  private named(parts: string[]): SchemaChange['span'] {
    const { first, last } = this.cursor.name(parts) ?? this.range;
    return this.source.span(first, last);
  }

  private nameWithin(name: string, part: TokenRange): SchemaChange['span'] {
    const { first, last } = new Cursor(this.source, part.first, part.last).name([name]) ?? part;
    return this.source.span(first, last);
  }
}

function isGiven(node: unknown, key: string): boolean {
  const value = get(node, key);
  return value !== undefined && value !== null && value !== '';
}

function columnDefinition(node: unknown, span: ColumnDefinition['span']): ColumnDefinition {
  const increments = isGiven(node, 'auto_increment');
  const primary = isGiven(node, 'primary_key') || text(node, 'unique_or_primary').includes('primary');
  const generated = isGiven(node, 'generated');
  return {
    name: nameIn(get(node, 'column')),
    type: text(get(node, 'definition'), 'dataType').toLowerCase(),
    nullable: !(text(get(node, 'nullable'), 'type') === 'not null' || primary || increments),
    hasDefault: isGiven(node, 'default_val') || increments || generated,
    generated,
    span,
  };
}

function inlineConstraints(source: TokenSource, part: TokenRange, node: unknown): Constraint[] {
  const columns = [nameIn(get(node, 'column'))];
  const found: Constraint[] = [];
  if (isGiven(node, 'primary_key')) found.push({ kind: 'primary-key', columns });
  if (isGiven(node, 'unique')) found.push({ kind: 'unique', columns });
  const reference = referenced(source, part);
  if (reference !== undefined) found.push({ kind: 'foreign-key', columns, ...reference });
  return found;
}

function constraintOf(source: TokenSource, part: TokenRange, node: unknown): Constraint | undefined {
  const kind = text(node, 'constraint_type').toLowerCase();
  const columns = list(node, 'definition').map(nameIn);
  const name = nameIn(get(node, 'constraint')) || nameIn(get(node, 'index'));
  const named = name === '' ? {} : { name };
  // Not from the tree: not every grammar knows foreign keys.
  const reference = referenced(source, part);
  if (reference !== undefined) return { kind: 'foreign-key', columns, ...reference, ...named };
  if (kind.startsWith('primary')) return { kind: 'primary-key', columns, ...named };
  if (kind.startsWith('unique')) return { kind: 'unique', columns, ...named };
  return undefined;
}

/** What REFERENCES names in a definition. */
function referenced(
  source: TokenSource,
  part: TokenRange,
): { table: string; references: string[] } | undefined {
  const at = source.find(part.first, part.last, ({ word }) => word === 'references');
  if (at < 0) return undefined;
  const end = source.chainEnd(at + 1);
  const close = source.closing(end + 1);
  const columns =
    close > end + 1 && close <= part.last ? source.parts({ first: end + 2, last: close - 1 }) : [];
  return { table: source.name(end), references: columns.map(({ first }) => source.name(first)) };
}

/** DROP TABLE, VIEW and INDEX, whose IF EXISTS not every grammar knows. */
export function droppedByTokens(source: TokenSource, { first, last }: TokenRange): SchemaChange[] {
  const kind = source.word(first + 1);
  const names = source.word(first + 2) === 'if' ? first + 4 : first + 2;
  const on = source.find(names, last, ({ word }) => word === 'on');
  const table = on < 0 ? '' : source.name(source.chainEnd(on + 1));
  return source.parts({ first: names, last: on < 0 ? last : on - 1 }).flatMap((part): SchemaChange[] => {
    if (part.first > last) return [];
    const end = Math.min(source.chainEnd(part.first), last);
    const span = source.span(part.first, end);
    const name = source.name(end);
    if (kind === 'table') return [{ kind: 'drop-table', table: name, span }];
    if (kind === 'view') return [{ kind: 'drop-view', view: name, span }];
    if (kind !== 'index') return [];
    return [table === '' ? { kind: 'drop-index', name, span } : { kind: 'drop-index', name, table, span }];
  });
}

/**
 * The head of CREATE VIEW … AS and CREATE TABLE … AS, with the token that its query begins with: the grammars know
 * the query better than the statement around it.
 */
export function viewHead(
  source: TokenSource,
  { first, last }: TokenRange,
): { query: number; change: SchemaChange; materializes: boolean } | undefined {
  if (source.word(first) !== 'create' && source.word(first) !== 'alter') return undefined;
  const keyword = source.find(
    first + 1,
    Math.min(first + 12, last),
    ({ word }) => word === 'view' || word === 'table',
  );
  if (keyword < 0) return undefined;
  const as = source.find(keyword + 1, last, ({ word }, i) => word === 'as' && beginsQuery(source, i + 1));
  if (as < 0) return undefined;
  let at = keyword + 1;
  const ifNotExists = source.word(at) === 'if';
  if (ifNotExists) at += 3;
  const end = source.chainEnd(at);
  const [name, span] = [source.name(end), source.span(at, end)];
  const change: SchemaChange =
    source.word(keyword) === 'view'
      ? { kind: 'create-view', view: name, materialized: false, span }
      : { kind: 'create-table', table: name, ifNotExists, columns: [], constraints: [], span };
  return { query: as + 1, change, materializes: change.kind === 'create-table' };
}

function beginsQuery(source: TokenSource, at: number): boolean {
  let i = at;
  while (source.token(i)?.kind === 'open') i++;
  return source.word(i) === 'select' || source.word(i) === 'with';
}
