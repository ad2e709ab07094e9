import { type Scope, ts } from '../../source/syntax-tree';
import type { FileReader } from './file-reader';

const tenantName = /^(tenant|organi[sz]ation|org|workspace|account|company|team)_?id$/i;
const tenantObject = /^(tenant|organi[sz]ation|org|workspace|account|company|team)$/i;

/** Whether a name says whose something is: `tenantId`, `organization_id`. */
export function isTenantName(name: string): boolean {
  return tenantName.test(name);
}

/**
 * Expressions that hold the tenant where a query stands, best first: variables and parameters in scope, then members of a
 * parameter in scope that this file reads elsewhere (`req.tenantId`).
 */
export function tenantValuesAt(file: FileReader, node: ts.Node): string[] {
  const found: string[] = [];
  const scopes = file.tree.scopesAround(node);
  for (const scope of scopes)
    for (const { name, declaration } of tenantsIn(scope)) if (declaration.pos < node.pos) found.push(name);
  for (const expression of memberExpressions(file)) {
    const root = expression.slice(0, expression.indexOf('.'));
    // A parameter that is called `this` only says of which type it is.
    if (root !== 'this' && scopes.some((scope) => scope.has(root))) found.push(expression);
  }
  return [...new Set(found)];
}

const perScope = new WeakMap<Scope, { name: string; declaration: ts.Declaration }[]>();

/** The names of a scope that say whose something is, but for imported ones and functions. Most queries of a file share their scopes. */
function tenantsIn(scope: Scope): { name: string; declaration: ts.Declaration }[] {
  const known = perScope.get(scope);
  if (known) return known;
  const found: { name: string; declaration: ts.Declaration }[] = [];
  for (const [name, { declaration }] of scope) {
    if (!tenantName.test(name)) continue;
    if (!ts.isImportSpecifier(declaration) && !ts.isFunctionDeclaration(declaration))
      found.push({ name, declaration });
  }
  perScope.set(scope, found);
  return found;
}

/** Where a member may name a tenant. Files are full of members, and few are called so: what stands before is read only there. */
const tenantMember =
  /\.(?:tenant|organi[sz]ation|org|workspace|account|company|team)(?:_?id|\.id)(?![\w$])/gi;
const memberChain = /([A-Za-z_$][\w$]*)((?:\.[A-Za-z_$][\w$]*){1,4})/y;

const perFile = new WeakMap<FileReader, string[]>();

/** Member expressions of the file that read a tenant: `req.tenantId`, `req.user.tenantId`, `ctx.tenant.id`; most used first. */
function memberExpressions(file: FileReader): string[] {
  const known = perFile.get(file);
  if (known) return known;
  const counts = new Map<string, number>();
  const { text } = file.tree.root;
  let seen = -1;
  for (const { index } of text.matchAll(tenantMember)) {
    let start = index;
    while (start > 0 && /[\w$.]/.test(text.charAt(start - 1))) start--;
    if (start === seen) continue;
    seen = start;
    memberChain.lastIndex = start;
    const match = memberChain.exec(text);
    if (!match) continue;
    const members = (match[2] as string).slice(1).split('.');
    const last = members[members.length - 1] as string;
    const holder = members[members.length - 2] ?? '';
    if (!tenantName.test(last) && !(last === 'id' && tenantObject.test(holder))) continue;
    if (/^(body|query|params|headers)$/.test(members[0] ?? '')) continue;
    counts.set(match[0], (counts.get(match[0]) ?? 0) + 1);
  }
  const expressions = [...counts].sort((a, b) => b[1] - a[1]).map(([expression]) => expression);
  perFile.set(file, expressions);
  return expressions;
}
