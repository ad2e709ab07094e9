import { propertyName, ts, unwrap } from '../../source/syntax-tree';
import type { DescribedRouteFact } from '../facts';

const method = /^(get|put|post|delete|options|head|patch|trace)$/;

/** Whether a file describes an API: by its name (`openapi.yaml`, `swagger-output.json`), or by how a YAML file begins. */
export function isApiDescription(path: string, text: string): boolean {
  return (
    /(^|[/.])(openapi|swagger)([-_.][\w.-]+)?\.(ya?ml|json)$/i.test(path) ||
    (/\.ya?ml$/i.test(path) && /^["']?(openapi|swagger)["']?:/m.test(text.slice(0, 2000)))
  );
}

/** The paths of an OpenAPI or Swagger description, with the methods that each has. What does not parse has none. */
export function describedRoutes(path: string, text: string): DescribedRouteFact[] {
  if (!/\b(openapi|swagger)\b/.test(text.slice(0, 4000))) return [];
  return path.endsWith('.json') ? inJson(path, text) : inYaml(text);
}

function inJson(path: string, text: string): DescribedRouteFact[] {
  const [statement] = ts.parseJsonText(path, text).statements;
  const root = statement && memberOf(statement.expression, 'paths');
  if (!root || !ts.isObjectLiteralExpression(root)) return [];
  return root.properties.flatMap((property) => {
    const name = propertyName(property.name);
    if (name === undefined || !property.name || !ts.isPropertyAssignment(property)) return [];
    const operations = unwrap(property.initializer);
    if (!ts.isObjectLiteralExpression(operations)) return [];
    // Without the quotes.
    const span = { start: property.name.end - 1 - name.length, end: property.name.end - 1 };
    return operations.properties.flatMap((each) => {
      const operation = propertyName(each.name) ?? '';
      return method.test(operation) ? [{ method: operation.toUpperCase(), path: name, pathSpan: span }] : [];
    });
  });
}

function memberOf(node: ts.Expression, name: string): ts.Expression | undefined {
  const holder = unwrap(node);
  if (!ts.isObjectLiteralExpression(holder)) return undefined;
  const found = holder.properties.find((each) => propertyName(each.name) === name);
  return found && ts.isPropertyAssignment(found) ? unwrap(found.initializer) : undefined;
}

/** The block under `paths:`, line by line: its keys are paths, and theirs are methods. */
function inYaml(text: string): DescribedRouteFact[] {
  const found: DescribedRouteFact[] = [];
  let isInPaths = false;
  let indent: number | undefined;
  let at: { path: string; start: number; depth?: number } | undefined;
  let offset = 0;
  for (const line of text.split('\n')) {
    const start = offset;
    offset += line.length + 1;
    if (/^\s*(#|$)/.test(line)) continue;
    const depth = line.length - line.trimStart().length;
    if (depth === 0) {
      isInPaths = /^paths:\s*(#.*)?$/.test(line);
      continue;
    }
    if (!isInPaths) continue;
    indent ??= depth;
    if (depth === indent) {
      const [, before = '', path = ''] = /^(\s+["']?)(\/[^"'\s:]*(?::[^"'\s:]+)*)["']?\s*:/.exec(line) ?? [];
      at = path === '' ? undefined : { path, start: start + before.length };
      continue;
    }
    if (!at) continue;
    // A property of a schema may be called like a method: only keys right under the path are its methods.
    at.depth ??= depth;
    const name = /^\s+(\w+)\s*:/.exec(line)?.[1] ?? '';
    if (depth !== at.depth || !method.test(name)) continue;
    const pathSpan = { start: at.start, end: at.start + at.path.length };
    found.push({ method: name.toUpperCase(), path: at.path, pathSpan });
  }
  return found;
}
