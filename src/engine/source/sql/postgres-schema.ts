import type { AlterTableCmd, CreateStmt, DropStmt, IndexStmt, Node, RangeVar, RenameStmt } from 'libpg-query';
import type { Span } from '../span';
import { columnDefinition, constraintOf, inlineConstraints, typeName } from './postgres-column';
import type { PostgresSource } from './postgres-source';
import { childNodes, lastOf, stringOf, tableUse } from './postgres-tree';
import type { TokenRange } from './split';
import type { IndexDefinition, SchemaChange } from './statement';

type CreateTable = Extract<SchemaChange, { kind: 'create-table' }>;

/** What a statement of PostgreSQL's tree does to the schema, in order. */
export function schemaChanges(source: PostgresSource, node: Node, range: TokenRange): SchemaChange[] {
  if ('CreateStmt' in node) return createTable(source, node.CreateStmt);
  if ('CreateForeignTableStmt' in node && node.CreateForeignTableStmt.base)
    return createTable(source, node.CreateForeignTableStmt.base);
  if ('AlterTableStmt' in node) return alterTable(source, node, range);
  if ('IndexStmt' in node) return createIndex(source, node.IndexStmt, range);
  if ('RenameStmt' in node) return rename(source, node.RenameStmt, range);
  if ('DropStmt' in node) return drop(source, node.DropStmt, range);
  if ('CreatePolicyStmt' in node) {
    const { policy_name = '', table, qual, with_check } = node.CreatePolicyStmt;
    return policy(source, policy_name, table, [qual, with_check], range);
  }
  if ('AlterPolicyStmt' in node) {
    const { policy_name = '', table, qual, with_check } = node.AlterPolicyStmt;
    if (qual === undefined && with_check === undefined) return [];
    return policy(source, policy_name, table, [qual, with_check], range);
  }
  if ('ViewStmt' in node && node.ViewStmt.view !== undefined) {
    const { name, span } = tableUse(source, node.ViewStmt.view);
    return [{ kind: 'create-view', view: name, materialized: false, span }];
  }
  if ('CreateTableAsStmt' in node) {
    const { into, objtype, if_not_exists } = node.CreateTableAsStmt;
    return created(source, into?.rel, objtype === 'OBJECT_MATVIEW', if_not_exists === true);
  }
  if ('SelectStmt' in node && node.SelectStmt.intoClause !== undefined)
    return created(source, node.SelectStmt.intoClause.rel, false, false);
  return [];
}

/** A table or materialized view made from a query: its columns are the query's. */
function created(
  source: PostgresSource,
  relation: RangeVar | undefined,
  materialized: boolean,
  ifNotExists: boolean,
): SchemaChange[] {
  if (relation === undefined) return [];
  const { name, span } = tableUse(source, relation);
  if (materialized) return [{ kind: 'create-view', view: name, materialized, span }];
  return [
    withSchema(
      { kind: 'create-table', table: name, ifNotExists, columns: [], constraints: [], span },
      relation,
    ),
  ];
}

function withSchema(change: CreateTable & { span: Span }, relation: RangeVar): SchemaChange {
  return relation.schemaname === undefined ? change : { ...change, schema: relation.schemaname };
}

function createTable(source: PostgresSource, create: CreateStmt): SchemaChange[] {
  const { relation, tableElts = [], inhRelations = [] } = create;
  if (relation === undefined) return [];
  const { name, span } = tableUse(source, relation);
  const change: CreateTable & { span: Span } = {
    kind: 'create-table',
    table: name,
    ifNotExists: create.if_not_exists === true,
    columns: [],
    constraints: [],
    span,
  };
  const parents = inhRelations.flatMap((parent) =>
    'RangeVar' in parent ? [parent.RangeVar.relname ?? ''] : [],
  );
  for (const element of tableElts) {
    if ('ColumnDef' in element) {
      change.columns.push(columnDefinition(source, element.ColumnDef));
      change.constraints.push(...inlineConstraints(source, element.ColumnDef));
    } else if ('Constraint' in element) {
      const constraint = constraintOf(element.Constraint, []);
      const at = source.at(element.Constraint.location);
      if (constraint !== undefined)
        change.constraints.push({ ...constraint, span: source.span(at, source.elementEnd(at)) });
    } else if ('TableLikeClause' in element) parents.push(element.TableLikeClause.relation?.relname ?? '');
  }
  if (parents.length > 0) change.inherits = parents;
  for (const constraint of change.constraints) {
    if (constraint.kind !== 'primary-key') continue;
    for (const column of change.columns)
      if (constraint.columns.includes(column.name)) column.nullable = false;
  }
  return [withSchema(change, relation)];
}

function alterTable(source: PostgresSource, node: Node, range: TokenRange): SchemaChange[] {
  if (!('AlterTableStmt' in node) || node.AlterTableStmt.relation === undefined) return [];
  const { relation, cmds = [] } = node.AlterTableStmt;
  const { name } = tableUse(source, relation);
  // The tree has no locations for the actions; they stand in the order of the text, separated by commas.
  const after = source.chainEnd(source.at(relation.location)) + 1;
  const actions = source.parts({
    first: source.token(after)?.kind === 'operator' ? after + 1 : after,
    last: range.last,
  });
  return cmds.flatMap((command, i) => {
    if (!('AlterTableCmd' in command)) return [];
    return alterAction(source, name, command.AlterTableCmd, actions[i] ?? range);
  });
}

function alterAction(
  source: PostgresSource,
  table: string,
  command: AlterTableCmd,
  action: TokenRange,
): SchemaChange[] {
  const { subtype, name = '', def } = command;
  const whole = source.span(action.first, action.last);
  const named = (): Span => nameSpan(source, name, action) ?? whole;
  switch (subtype) {
    case 'AT_AddColumn': {
      if (def === undefined || !('ColumnDef' in def)) return [];
      const column = columnDefinition(source, def.ColumnDef);
      const constraints = inlineConstraints(source, def.ColumnDef).map(
        ({ span, ...constraint }): SchemaChange => ({ kind: 'add-constraint', table, constraint, span }),
      );
      return [{ kind: 'add-column', table, column, span: column.span }, ...constraints];
    }
    case 'AT_DropColumn':
      return [{ kind: 'drop-column', table, column: name, span: named() }];
    case 'AT_AlterColumnType': {
      if (def === undefined || !('ColumnDef' in def)) return [];
      const type = typeName(def.ColumnDef.typeName);
      // The name stands behind ALTER, and may come again in USING.
      const at = source.find(action.first + 1, action.last, (_, i) => source.name(i) === name);
      return [
        { kind: 'alter-column-type', table, column: name, type, span: at < 0 ? whole : source.span(at, at) },
      ];
    }
    case 'AT_AddConstraint': {
      if (def === undefined || !('Constraint' in def)) return [];
      const constraint = constraintOf(def.Constraint, []);
      return constraint === undefined ? [] : [{ kind: 'add-constraint', table, constraint, span: whole }];
    }
    case 'AT_DropConstraint':
      return [{ kind: 'drop-constraint', table, name, span: named() }];
    case 'AT_EnableRowSecurity':
    case 'AT_ForceRowSecurity':
      return [{ kind: 'enable-row-security', table, forced: subtype === 'AT_ForceRowSecurity', span: whole }];
    case 'AT_DisableRowSecurity':
      return [{ kind: 'disable-row-security', table, span: whole }];
    default:
      return [];
  }
}

function nameSpan(source: PostgresSource, name: string, { first, last }: TokenRange): Span | undefined {
  for (let i = last; i >= first; i--) {
    const kind = source.token(i)?.kind;
    if ((kind === 'word' || kind === 'quoted') && source.name(i) === name) return source.span(i, i);
  }
  return undefined;
}

function createIndex(source: PostgresSource, index: IndexStmt, range: TokenRange): SchemaChange[] {
  const { relation, indexParams = [], whereClause, accessMethod = 'btree', idxname } = index;
  if (relation === undefined) return [];
  const { name: table, span } = tableUse(source, relation);
  const from = source.chainEnd(source.at(relation.location)) + 1;
  const open = source.find(from, range.last, (token) => token.kind === 'open');
  const close = source.closing(open);
  const elements = source.parts({ first: open + 1, last: close - 1 });
  const definition: IndexDefinition = {
    keys: indexParams.map((param, i) => {
      if (!('IndexElem' in param)) return { expression: '' };
      if (param.IndexElem.name !== undefined) return { column: param.IndexElem.name };
      return { expression: keyExpression(source, elements[i] ?? { first: open, last: close }) };
    }),
    unique: index.unique === true,
    method: accessMethod,
  };
  if (idxname !== undefined) definition.name = idxname;
  if (whereClause !== undefined) {
    const where = source.find(close + 1, range.last, (token) => token.word === 'where');
    definition.where = source.slice(source.span(where + 1, range.last));
  }
  const named =
    idxname === undefined ? undefined : nameSpan(source, idxname, { first: range.first, last: from });
  return [{ kind: 'create-index', table, index: definition, span: named ?? span }];
}

/** An index expression is a call or stands in brackets, which are left out; collation and operator class follow. */
function keyExpression(source: PostgresSource, { first, last }: TokenRange): string {
  if (source.token(first)?.kind === 'open')
    return source.slice(source.span(first + 1, source.closing(first) - 1));
  const open = source.find(first, last, (token) => token.kind === 'open');
  return source.slice(source.span(first, open < 0 ? last : source.closing(open)));
}

function rename(source: PostgresSource, statement: RenameStmt, range: TokenRange): SchemaChange[] {
  const { relation, renameType, relationType, subname = '', newname = '' } = statement;
  if (relation === undefined) return [];
  const { name, span } = tableUse(source, relation);
  switch (renameType) {
    case 'OBJECT_TABLE':
      return [{ kind: 'rename-table', table: name, to: newname, span }];
    case 'OBJECT_COLUMN':
      if (relationType !== 'OBJECT_TABLE' && relationType !== 'OBJECT_FOREIGN_TABLE') return [];
      return [
        {
          kind: 'rename-column',
          table: name,
          column: subname,
          to: newname,
          span: nameSpan(source, subname, range) ?? span,
        },
      ];
    case 'OBJECT_INDEX':
      return [{ kind: 'rename-index', name, to: newname, span }];
    case 'OBJECT_TABCONSTRAINT':
      return [{ kind: 'rename-constraint', table: name, name: subname, to: newname, span }];
    default:
      return [];
  }
}

function drop(source: PostgresSource, statement: DropStmt, range: TokenRange): SchemaChange[] {
  return (statement.objects ?? []).flatMap((object): SchemaChange[] => {
    const names = 'List' in object ? (object.List.items ?? []).map(stringOf) : [stringOf(object)];
    const name = lastOf(names) ?? '';
    const span = nameSpan(source, name, range) ?? source.span(range.first, range.last);
    switch (statement.removeType) {
      case 'OBJECT_TABLE':
      case 'OBJECT_FOREIGN_TABLE':
        return [{ kind: 'drop-table', table: name, span }];
      case 'OBJECT_INDEX':
        return [{ kind: 'drop-index', name, span }];
      case 'OBJECT_VIEW':
      case 'OBJECT_MATVIEW':
        return [{ kind: 'drop-view', view: name, span }];
      case 'OBJECT_POLICY':
        return [{ kind: 'drop-policy', table: names.at(-2) ?? '', name, span }];
      default:
        return [];
    }
  });
}

function policy(
  source: PostgresSource,
  name: string,
  table: RangeVar | undefined,
  conditions: (Node | undefined)[],
  range: TokenRange,
): SchemaChange[] {
  if (table === undefined) return [];
  const columns = new Set<string>();
  for (const condition of conditions) if (condition !== undefined) collectColumns(condition, columns);
  const span = nameSpan(source, name, range) ?? tableUse(source, table).span;
  return [{ kind: 'create-policy', table: table.relname ?? '', name, columns: [...columns], span }];
}

function collectColumns(node: Node, columns: Set<string>): void {
  if ('ColumnRef' in node) {
    const name = stringOf(lastOf(node.ColumnRef.fields));
    if (name !== '') columns.add(name);
  } else for (const child of childNodes(node)) collectColumns(child, columns);
}
