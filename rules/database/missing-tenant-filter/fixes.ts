import type { QueryFact, RuleFix, Tenancy } from '../../../src/engine';
import { additionEdits } from '../../shared/added-conditions';
import type { Fault } from './faults';

/** The tenant in scope, where the query needs it: a condition for a read, a column and its value for an INSERT. */
export function fixOf(fault: Fault, query: QueryFact, tenancy: Tenancy, text: string): RuleFix | undefined {
  const column = tenancy.owned.get(fault.use.name.toLowerCase())?.column;
  const value = query.tenantValues.find((each) => isTenantValue(each, tenancy.column));
  if (!column || value === undefined || fault.kind === 'parent') return undefined;
  const { block, use } = fault;
  const kind = fault.kind === 'insert' ? 'insert' : 'condition';
  const edits = additionEdits(query, { kind, block, use, column, value }, text);
  if (!edits) return undefined;
  const verb = kind === 'insert' ? 'Write' : 'Limit to';
  return { title: `${verb} ${tenancy.column} = ${value}`, safe: false, edits };
}

/** `req.tenantId` holds `tenant_id`; `req.tenant.id` too. */
function isTenantValue(expression: string, column: string): boolean {
  const words = (name: string) => name.replace(/[_.]/g, '').toLowerCase();
  const members = expression.split('.');
  return (
    words(members[members.length - 1] ?? '') === words(column) ||
    words(members.slice(-2).join('')) === words(column)
  );
}
