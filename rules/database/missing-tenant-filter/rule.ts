import {
  type Column,
  defineProjectRule,
  type FileFacts,
  type ProjectModel,
  type QueryFact,
  type RuleFix,
  type TableUse,
  type Tenancy,
} from '../../../src/engine';
import { allBlocks, type QueryBlock } from '../../shared/blocks';
import { sqlName } from '../../shared/names';
import { isProductionCode } from '../../shared/roles';

export default defineProjectRule(
  {
    id: 'database/missing-tenant-filter',
    title: 'Query that is not limited to one tenant',
    severity: 'error',
    recommended: true,
    confidence: 'high',
    fix: 'suggestion',
    absence: 'tenant scope',
    messages: {
      read: 'This {{verb}} on {{table}} does not filter on {{column}}, so it reaches rows of every tenant. Add {{alias}}{{column}} to its WHERE.',
      insert:
        'This INSERT into {{table}} leaves out {{column}}, so the row belongs to no tenant, or to the wrong one. Write it.',
      parent:
        '{{table}} is reached through a foreign key from rows that are limited to a tenant; its own {{column}} is not checked here.',
    },
  },
  ({ model, report, text }) => {
    for (const file of model.filesInOrder) {
      const tenancy = model.tenancyOf(file.path);
      if (!tenancy || !isProductionCode(file) || isExempt(file, model)) continue;
      for (const query of model.queriesOf(file)) {
        if (
          query.client === 'sql-file' ||
          query.client === 'document' ||
          model.isAmidRecognized('tenantScopes', file, query)
        )
          continue;
        for (const statement of query.statements) {
          for (const block of allBlocks(statement)) {
            for (const fault of faultsOf(block, tenancy, model)) {
              const fix =
                fault.kind === 'read' ? addFilter(fault, block, query, tenancy, text(file.path)) : undefined;
              report(file.path, {
                messageId: fault.kind,
                data: {
                  verb: block.kind.toUpperCase(),
                  table: fault.use.name,
                  column: columnOf(tenancy, fault.use).name,
                  alias: fault.use.alias === undefined ? '' : `${fault.use.alias}.`,
                },
                span: fault.use.span,
                ...(fault.kind === 'parent' ? { severity: 'hint' as const } : {}),
                related: [
                  {
                    ...columnOf(tenancy, fault.use).definedAt,
                    message: `${fault.use.name}.${columnOf(tenancy, fault.use).name} says whose a row is.`,
                  },
                ],
                fixes: fix ? [fix] : [],
              });
            }
          }
        }
      }
    }
  },
);

interface Fault {
  kind: 'read' | 'insert' | 'parent';
  use: TableUse;
}

function isExempt(file: FileFacts, model: ProjectModel): boolean {
  return model.settingsOf(file.path).isExemptFromTenancy(file.path);
}

function columnOf(tenancy: Tenancy, use: TableUse): Column {
  return tenancy.owned.get(use.name.toLowerCase())?.column as Column;
}

function faultsOf(block: QueryBlock, tenancy: Tenancy, model: ProjectModel): Fault[] {
  const owned = (use: TableUse) => tenancy.owned.get(use.name.toLowerCase());
  // Row-level security with a policy on the tenant column filters every query of the table.
  const isProtected = (use: TableUse) => {
    const table = owned(use)?.table;
    return (
      table?.rowSecurity === true &&
      table.policies.some((policy) => policy.columns.some((name) => isTenantColumn(name, tenancy)))
    );
  };
  const faults: Fault[] = [];
  const { target } = block;
  if (block.kind === 'insert' && target && owned(target) && !isProtected(target)) {
    const { insertColumns } = block;
    if (insertColumns && !insertColumns.some((column) => isTenantColumn(column.name, tenancy)))
      faults.push({ kind: 'insert', use: target });
  }
  // Conditions that cannot be seen from here may hold the filter.
  if (block.open) return faults;
  const uses = [
    ...(target && (block.kind === 'update' || block.kind === 'delete') ? [target] : []),
    ...block.tables,
  ];
  const unfiltered = uses.filter(
    (use) => owned(use) && !isProtected(use) && !isFiltered(use, uses, block, tenancy),
  );
  for (const use of unfiltered) {
    const through = uses.some(
      (other) =>
        other !== use &&
        owned(other) &&
        !unfiltered.includes(other) &&
        isJoinedByKey(use, other, block, model),
    );
    faults.push({ kind: through ? 'parent' : 'read', use });
  }
  return faults;
}

function isTenantColumn(name: string, tenancy: Tenancy): boolean {
  return name.toLowerCase() === tenancy.column.toLowerCase();
}

/** A condition that all rows satisfy names the tenant column of this table, directly or through a join on it. */
function isFiltered(use: TableUse, uses: readonly TableUse[], block: QueryBlock, tenancy: Tenancy): boolean {
  const label = labelOf(use);
  if (block.usingColumns.some((column) => isTenantColumn(column.name, tenancy))) return true;
  return block.predicates.some((predicate) => {
    if (!predicate.conjunct || !isTenantColumn(predicate.column.name, tenancy)) return false;
    if (
      /null$/.test(predicate.operator) ||
      predicate.operator === '<>' ||
      predicate.operator.startsWith('not')
    )
      return false;
    const { qualifier } = predicate.column;
    if (qualifier === undefined)
      return (
        uses.length === 1 || uses.filter((each) => tenancy.owned.has(each.name.toLowerCase())).length === 1
      );
    return qualifier.toLowerCase() === label;
  });
}

/** `use.parent_id = other.id` along a foreign key: rows of `use` belong to a row that is limited already. */
function isJoinedByKey(use: TableUse, other: TableUse, block: QueryBlock, model: ProjectModel): boolean {
  return block.predicates.some(({ conjunct, column, operand, operator }) => {
    if (!conjunct || operator !== '=' || operand.kind !== 'column') return false;
    const pair = [column.qualifier?.toLowerCase(), operand.column.qualifier?.toLowerCase()];
    if (!pair.includes(labelOf(use)) || !pair.includes(labelOf(other))) return false;
    return isKey(use, other, column.name, operand.column.name, model);
  });
}

function isKey(a: TableUse, b: TableUse, left: string, right: string, model: ProjectModel): boolean {
  const linked = (from: TableUse, to: TableUse) =>
    model.schema
      .table(from.name)
      ?.foreignKeys.some(
        (key) =>
          key.table.toLowerCase() === to.name.toLowerCase() &&
          key.columns.some((column) => column === left || column === right),
      ) ?? false;
  return linked(a, b) || linked(b, a);
}

function labelOf(use: TableUse): string {
  return (use.alias ?? use.name).toLowerCase();
}

/** `AND t.tenant_id = $n` at the end of the WHERE, with the tenant in scope appended to the bound values. */
function addFilter(
  fault: Fault,
  block: QueryBlock,
  query: QueryFact,
  tenancy: Tenancy,
  text: string,
): RuleFix | undefined {
  const { literal, values } = query;
  const value = query.tenantValues.find((each) => sameWords(each, tenancy.column));
  if (
    !value ||
    !values ||
    !literal ||
    query.holes.length > 0 ||
    query.parametrized ||
    query.dialect !== 'postgresql'
  )
    return undefined;
  if (block.place !== 'statement' || block.nested.length > 0) return undefined;
  const where = block.predicates.filter((predicate) => predicate.clause === 'where');
  const last = where[where.length - 1];
  // Below an OR, an added AND would bind to the wrong part.
  if (!last || !where.every((predicate) => predicate.conjunct)) return undefined;
  const end = Math.max(...where.map((predicate) => predicate.span.end));
  const name = sqlName(columnOf(tenancy, fault.use).name, query.dialect);
  const column = fault.use.alias === undefined ? name : `${sqlName(fault.use.alias, query.dialect)}.${name}`;
  if (column.includes(literal.quote)) return undefined;
  const inner = text.slice(values.span.start + 1, values.span.end - 1).replace(/[\s,]+$/, '');
  const at = values.span.start + 1 + inner.length;
  return {
    title: `Limit to ${tenancy.column} = ${value}`,
    safe: false,
    edits: [
      { span: { start: end, end }, text: ` AND ${column} = $${values.count + 1}` },
      { span: { start: at, end: at }, text: `${values.count > 0 ? ', ' : ''}${value}` },
    ],
  };
}

/** `req.tenantId` holds `tenant_id`; `req.tenant.id` too. */
function sameWords(expression: string, column: string): boolean {
  const words = (name: string) => name.replace(/[_.]/g, '').toLowerCase();
  const members = expression.split('.');
  return (
    words(members[members.length - 1] ?? '') === words(column) ||
    words(members.slice(-2).join('')) === words(column)
  );
}
