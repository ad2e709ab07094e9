import type { FileFacts, ProjectModel, QueryFact, Tenancy } from '../../../src/engine';
import type { QueryBlock } from '../../shared/blocks';

/** Whether the query gets its condition where it is not written: from its client, its model, or a function that it is handed to. */
export function isScopedElsewhere(
  query: QueryFact,
  file: FileFacts,
  model: ProjectModel,
  tenancy: Tenancy,
  text: string,
): boolean {
  return (
    isSentByTenant(query) ||
    isHandedWithTenant(query, text) ||
    isWidenedByClient(query, file, model, tenancy) ||
    isWidenedByModel(query, model, tenancy)
  );
}

const tenantHolder = /tenant|scoped/i;
const oneOfATable = /(Repository|Repo|Model|Service|Dao)$/i;

/**
 * `getTenantDb(req)('tickets')`, `forTenant(id).ticket`, `req.tenantDb.query`: what it is sent on is one tenant's. A constant of the project
 * cannot be, whatever it is called.
 */
function isSentByTenant({ handle, callee, client }: QueryFact): boolean {
  if (/(for|with|by|per|scoped?|current)_?tenant\w*\(\)/i.test(callee)) return true;
  const isMade = callee.startsWith('param:') || callee.includes('()') || /^\?#|^this#/.test(callee);
  const path = callee.slice(callee.indexOf('#') + 1);
  const holders = [handle?.name ?? '', ...(client === 'orm' ? [] : [path])];
  return isMade || callee.startsWith('local#')
    ? holders.some((name) => tenantHolder.test(name) && !oneOfATable.test(name))
    : false;
}

/** `scoped(knex('tickets'), req.tenantId)`. */
function isHandedWithTenant({ span, tenantValues, client }: QueryFact, text: string): boolean {
  if (client === 'driver') return false;
  const [, called = ''] =
    /([\w$]+)\s*\(\s*(?:await\s+)?$/.exec(text.slice(Math.max(0, span.start - 60), span.start)) ?? [];
  if (tenantHolder.test(called)) return true;
  const inner = /^[\w$.]*\(\s*['"`]/.test(text.slice(span.start, span.start + 40))
    ? -1
    : text.slice(span.start, span.end).search(/\(\s*[\w$]+\(/);
  const handed = inner < 0 ? '' : text.slice(span.start, span.start + inner);
  if (tenantHolder.test(handed)) return true;
  const after = /^\s*,\s*([\w$.]+)\s*[),]/.exec(text.slice(span.end, span.end + 60))?.[1];
  return after !== undefined && tenantValues.includes(after);
}

/** Extensions, middleware and hooks that mention the tenant column. */
function isWidenedByClient(
  { client, callee }: QueryFact,
  file: FileFacts,
  model: ProjectModel,
  tenancy: Tenancy,
): boolean {
  if (client !== 'orm') return false;
  const scopes = model.queryScopes.filter((each) => each.kind === 'client' && mentions(each.names, tenancy));
  if (scopes.length === 0) return false;
  const made = model.resolve(file.path, callee);
  // A client that was made without them is plain to see; of any other they may hold.
  return scopes.some(({ forAll }) => forAll) || !/#\w+\(\)(\.\w+)*$/.test(made) || made.includes('$');
}

/** A default scope of the model that mentions the tenant column. */
function isWidenedByModel({ statements, handle }: QueryFact, model: ProjectModel, tenancy: Tenancy): boolean {
  const tables = statements.flatMap(({ block }) => (block ? [block.target, ...block.tables] : []));
  return model.queryScopes.some(
    (scope) =>
      scope.kind === 'model' &&
      mentions(scope.names, tenancy) &&
      (scope.model === undefined ||
        scope.model === handle?.name ||
        tables.some(
          (use) =>
            use && model.schema.table(scope.model ?? '')?.name.toLowerCase() === use.name.toLowerCase(),
        )),
  );
}

function mentions(names: readonly string[], { column, owned }: Tenancy): boolean {
  const properties = [...owned.values()].flatMap(({ column: each }) => each.property?.toLowerCase() ?? []);
  const words = new Set([column.toLowerCase(), column.replaceAll('_', '').toLowerCase(), ...properties]);
  return names.some((name) => words.has(name));
}

const secret =
  /(token|hash|secret|api_?key|access_?key|refresh|session_?id|sid|otp|invite_?code|code|nonce)$|^(key|jti|sid)$/i;
const account = /^(e_?mail|user_?name|login|phone(_?number)?|handle)$/i;
const signingIn =
  /log_?in|sign_?in|auth|passw|credential|session|passport|verify|register|sign_?up|forgot|reset|invite/i;

/**
 * Whether a query looks for whose something is: before it is answered nobody knows the tenant. A token or a key is one's own secret; an
 * account is looked up by its address where somebody signs in; and what selects the tenant column by a unique name asks for it.
 */
export function asksForTenant(
  block: QueryBlock,
  query: QueryFact,
  file: FileFacts,
  model: ProjectModel,
  tenancy: Tenancy,
): boolean {
  const [use] = block.tables;
  const table = use && model.schema.table(use.name);
  if (block.kind !== 'select' || block.tables.length !== 1 || !table) return false;
  const keys = block.predicates.filter(
    ({ conjunct, operator, operand }) => conjunct && operator === '=' && operand.kind !== 'column',
  );
  const isPrimary = (name: string) =>
    table.primaryKey.some((key) => key.toLowerCase() === name.toLowerCase());
  const names = keys.map(({ column }) => column.name).filter((name) => !isPrimary(name));
  if (names.some((name) => secret.test(name))) return true;
  const around = query.within === undefined ? undefined : file.functions[query.within]?.name;
  if (names.some((name) => account.test(name)) && (signingIn.test(around ?? '') || signingIn.test(file.path)))
    return true;
  const asked = block.outputs.some(
    ({ column }) => column?.name.toLowerCase() === tenancy.column.toLowerCase(),
  );
  const isUnique = (name: string) =>
    table.uniques.some(
      ({ columns }) => columns.length === 1 && columns[0]?.toLowerCase() === name.toLowerCase(),
    ) ||
    table.indexes.some(
      (index) =>
        index.unique &&
        index.keys.length === 1 &&
        index.keys.some((key) => 'column' in key && key.column.toLowerCase() === name.toLowerCase()),
    );
  // Which tenants somebody belongs to is asked before one of them is chosen.
  const isAllThatIsAsked = block.outputs.length === 1 && block.stars.length === 0;
  return (
    asked &&
    (names.some(isUnique) || (isAllThatIsAsked && names.some((name) => /^user_?(id|uuid)$/i.test(name))))
  );
}

/** Whether the function compares the tenant of the row that it got: `row.tenant_id !== req.tenantId`. */
export function isComparedAfter(query: QueryFact, file: FileFacts, tenancy: Tenancy, text: string): boolean {
  const around = query.within === undefined ? undefined : file.functions[query.within]?.span;
  if (!around) return false;
  const names = new Set([
    tenancy.column,
    ...[...tenancy.owned.values()].flatMap(({ column }) => column.property ?? []),
  ]);
  names.add(tenancy.column.replace(/_([a-z])/gi, (_, letter: string) => letter.toUpperCase()));
  const column = [...names].join('|');
  const after = text.slice(query.span.end, around.end);
  return new RegExp(
    `\\.(${column})\\)?\\s*[!=]==?\\s*(?!null|undefined|['"])|[!=]==?\\s*[\\w$.?!\\[\\]]+\\.(${column})\\b`,
  ).test(after);
}
