import {
  type Column,
  defineProjectRule,
  type FileFacts,
  type ProjectModel,
  type QueryFact,
  type TableUse,
  type Tenancy,
} from '../../../src/engine';
import type { QueryBlock } from '../../shared/blocks';
import { isProductionCode } from '../../shared/roles';
import { TenantFaults } from './faults';
import { fixOf } from './fixes';
import { asksForTenant, isComparedAfter, isScopedElsewhere } from './scoped';

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
        if (isScopedElsewhere(query, file, model, tenancy, text(file.path))) continue;
        for (const { block: whole } of query.statements) {
          if (!whole) continue;
          for (const fault of new TenantFaults(tenancy, model, text(file.path)).of(whole)) {
            const { kind, use, block } = fault;
            if (kind === 'read' && isKnownToBeOne(block, query, file, model, tenancy, text(file.path)))
              continue;
            const column = columnOf(tenancy, use);
            const fix = fixOf(fault, query, tenancy, text(file.path));
            report(file.path, {
              messageId: kind,
              data: {
                verb: block.kind.toUpperCase(),
                table: use.name,
                column: column.name,
                alias: use.alias === undefined ? '' : `${use.alias}.`,
              },
              span: use.span,
              ...(kind === 'parent' ? { severity: 'hint' as const } : {}),
              related: [{ ...column.definedAt, message: `${use.name}.${column.name} says whose a row is.` }],
              fixes: fix ? [fix] : [],
            });
          }
        }
      }
    }
  },
);

function isExempt(file: FileFacts, model: ProjectModel): boolean {
  return model.settingsOf(file.path).isExemptFromTenancy(file.path);
}

function columnOf(tenancy: Tenancy, use: TableUse): Column {
  return tenancy.owned.get(use.name.toLowerCase())?.column as Column;
}

/** Whether a query asks for the tenant itself, or its caller looks at the tenant of the row that comes back. */
function isKnownToBeOne(
  block: QueryBlock,
  query: QueryFact,
  file: FileFacts,
  model: ProjectModel,
  tenancy: Tenancy,
  text: string,
): boolean {
  return (
    asksForTenant(block, query, file, model, tenancy) ||
    (block.kind === 'select' && block.place === 'statement' && isComparedAfter(query, file, tenancy, text))
  );
}
