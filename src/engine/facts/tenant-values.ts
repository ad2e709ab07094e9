import { isFunctionNode, ts } from '../source/syntax-tree';
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
  file.tree.bind();
  const found: string[] = [];
  const inScope = new Set<string>();
  for (let at: ts.Node | undefined = node; at; at = at.parent) {
    const locals = (at as ts.Node & { locals?: Map<ts.__String, ts.Symbol> }).locals;
    for (const [key, symbol] of locals ?? []) {
      const name = ts.unescapeLeadingUnderscores(key);
      inScope.add(name);
      const declaration = symbol.valueDeclaration ?? symbol.declarations?.[0];
      const before =
        declaration !== undefined && declaration.pos < node.pos && !ts.isImportSpecifier(declaration);
      if (before && tenantName.test(name) && !ts.isFunctionDeclaration(declaration)) found.push(name);
    }
    if (
      isFunctionNode(at) &&
      at.parameters.some((parameter) => parameter.name.getText(file.tree.root) === 'this')
    )
      inScope.delete('this');
  }
  for (const expression of memberExpressions(file)) {
    const root = expression.slice(0, expression.indexOf('.'));
    if (inScope.has(root)) found.push(expression);
  }
  return [...new Set(found)];
}

const perFile = new WeakMap<FileReader, string[]>();

/** Member expressions of the file that read a tenant: `req.tenantId`, `req.user.tenantId`, `ctx.tenant.id`; most used first. */
function memberExpressions(file: FileReader): string[] {
  const known = perFile.get(file);
  if (known) return known;
  const counts = new Map<string, number>();
  for (const match of file.tree.root.text.matchAll(
    /(?<![\w$.])([A-Za-z_$][\w$]*)((?:\.[A-Za-z_$][\w$]*){1,4})/g,
  )) {
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
