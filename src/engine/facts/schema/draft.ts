import type { Span } from '../../source/span';
import type { ColumnDefinition, Constraint, SchemaChange } from '../../source/sql/statement';

export type CreateTable = Extract<SchemaChange, { kind: 'create-table' }> & { span: Span };
export type KeyConstraint = Constraint & { span: Span };

/** A table to which columns and constraints are added while its declaration is read. */
export function newTable(
  name: string,
  span: Span,
  declared?: 'whole' | 'part',
  entity?: string,
): CreateTable {
  const table: CreateTable = {
    kind: 'create-table',
    table: name,
    ifNotExists: false,
    columns: [],
    constraints: [],
    span,
  };
  if (declared) table.declared = declared;
  if (entity !== undefined) table.entity = entity;
  return table;
}

export function newColumn(name: string, type: string, span: Span): ColumnDefinition {
  return { name, type, nullable: true, hasDefault: false, generated: false, span };
}

/** `userProfile` → `user_profile`, as the tools that name tables and columns do it. */
export function snakeCase(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
}

/** `Category` → `Categories`: what Sequelize calls the table of a model. */
export function plural(name: string): string {
  if (/s(is)$/i.test(name)) return name.replace(/is$/i, 'es');
  if (/[^aeiou]y$/i.test(name)) return `${name.slice(0, -1)}ies`;
  if (/(s|x|z|ch|sh)$/i.test(name)) return /ss$|[xz]$|ch$|sh$|us$/i.test(name) ? `${name}es` : name;
  if (/person$/i.test(name)) return name.replace(/erson$/i, 'eople');
  if (/child$/i.test(name)) return `${name}ren`;
  return `${name}s`;
}
