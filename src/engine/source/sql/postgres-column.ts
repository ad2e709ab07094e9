import type { ColumnDef, Constraint as ConstraintNode, TypeName } from 'libpg-query';
import type { Span } from '../span';
import type { PostgresSource } from './postgres-source';
import { stringsOf } from './postgres-tree';
import type { ColumnDefinition, Constraint } from './statement';

/** The definitions of columns and constraints in PostgreSQL's tree. */

const SERIAL = /^(small|big)?serial[248]?$/;

export function columnDefinition(source: PostgresSource, column: ColumnDef): ColumnDefinition {
  const first = source.at(column.location);
  const type = typeName(column.typeName);
  const kinds = new Set(
    (column.constraints ?? []).map((item) => ('Constraint' in item ? item.Constraint.contype : undefined)),
  );
  const serial = SERIAL.test(type);
  const identity = kinds.has('CONSTR_IDENTITY');
  const generated = kinds.has('CONSTR_GENERATED');
  return {
    name: column.colname ?? '',
    type,
    nullable: !(kinds.has('CONSTR_NOTNULL') || kinds.has('CONSTR_PRIMARY') || identity || serial),
    hasDefault: kinds.has('CONSTR_DEFAULT') || identity || generated || serial,
    generated,
    span: source.span(first, source.elementEnd(first)),
  };
}

/** `uuid`, `int4`, `text[]`: without PostgreSQL's own schema and without arguments. */
export function typeName(type: TypeName | undefined): string {
  const names = stringsOf(type?.names);
  const name = (names[0] === 'pg_catalog' ? names.slice(1) : names).join('.').toLowerCase();
  return type?.arrayBounds === undefined ? name : `${name}[]`;
}

/** The constraints written behind a column, as constraints of its table on that one column. */
export function inlineConstraints(
  source: PostgresSource,
  column: ColumnDef,
): (Constraint & { span: Span })[] {
  return (column.constraints ?? []).flatMap((item) => {
    if (!('Constraint' in item)) return [];
    const constraint = constraintOf(item.Constraint, [column.colname ?? '']);
    const first = source.at(column.location);
    return constraint === undefined
      ? []
      : [{ ...constraint, span: source.span(first, source.elementEnd(first)) }];
  });
}

/** A key or foreign key; undefined for other constraints. `own` is the column it stands behind, if it does. */
export function constraintOf(node: ConstraintNode, own: string[]): Constraint | undefined {
  const constraint = keyOf(node, own);
  if (constraint !== undefined && node.conname !== undefined) constraint.name = node.conname;
  if (constraint !== undefined && constraint.kind !== 'foreign-key' && node.indexname !== undefined)
    constraint.usingIndex = node.indexname;
  return constraint;
}

function keyOf(node: ConstraintNode, own: string[]): Constraint | undefined {
  switch (node.contype) {
    case 'CONSTR_PRIMARY':
      return { kind: 'primary-key', columns: node.keys === undefined ? own : stringsOf(node.keys) };
    case 'CONSTR_UNIQUE':
      return { kind: 'unique', columns: node.keys === undefined ? own : stringsOf(node.keys) };
    case 'CONSTR_FOREIGN':
      return {
        kind: 'foreign-key',
        columns: node.fk_attrs === undefined ? own : stringsOf(node.fk_attrs),
        table: node.pktable?.relname ?? '',
        references: stringsOf(node.pk_attrs),
      };
    default:
      return undefined;
  }
}
