import { contains, type Finding, lineAt, type ProjectModel, type Route } from '../engine';
import { findTargets, fromWorkingDirectory, openWorkspace } from '../workspace';
import type { Catalogue } from './catalogue';
import { refuseFaults } from './check';
import type { Colors } from './terminal';
import { UsageError } from './usage-error';

/** One route for people and tools: what requests pass, which tables answering touches, what Marcus finds there. */
interface RouteRow {
  method: string;
  path: string;
  /** As written, in the order in which requests pass it. */
  middleware: string[];
  /** Tables that are read, and those that are written. */
  reads: string[];
  writes: string[];
  findings: { ruleId: string; severity: string; path: string; line: number }[];
  /** Where it is defined, relative to the working directory; the line is 1-based. */
  file: string;
  line: number;
}

/** All routes of a project. Throws a UsageError for an unknown path and a faulty configuration. */
export async function listRoutes(
  folder: string,
  workingDirectory: string,
  { rules }: Catalogue,
): Promise<RouteRow[]> {
  const { targets } = findTargets(workingDirectory, [folder]);
  const [target] = targets;
  if (!target) throw new UsageError(`no such file or folder: ${folder}`);
  const workspace = await openWorkspace(target.root, { rules });
  refuseFaults(workspace, workingDirectory);
  const { findings } = workspace.check();
  const model = workspace.project.model();
  return model.routes.all.map((route) =>
    rowOf(route, model, findings, (path) => fromWorkingDirectory(workingDirectory, workspace.root, path)),
  );
}

function rowOf(
  route: Route,
  model: ProjectModel,
  findings: readonly Finding[],
  shown: (path: string) => string,
): RouteRow {
  const touched = model.routes.queriesOf(route).flatMap(({ query }) =>
    query.statements.flatMap(({ block, verb, mentions }) => {
      const target = block?.target;
      const tables = block ? [...block.tables, ...block.nested.flatMap((each) => each.tables)] : mentions;
      return [
        ...(target ? [{ table: target.name, writes: true }] : []),
        ...tables.map((each) => ({ table: each.name, writes: !block && verb !== 'select' })),
      ];
    }),
  );
  const names = (writes: boolean) => [
    ...new Set(touched.filter((each) => each.writes === writes).map((each) => each.table)),
  ];
  return {
    method: route.method,
    path: route.path,
    middleware: route.middleware.map(({ handler }) => handler.text).filter(Boolean),
    reads: names(false),
    writes: names(true),
    findings: findings
      .filter((finding) => concerns(finding, route))
      .map(({ ruleId, severity, path, line }) => ({ ruleId, severity, path: shown(path), line })),
    file: shown(route.file.path),
    line: lineAt(route.file.lineStarts, route.fact.span.start) + 1,
  };
}

/** Whether a finding stands in the definition of a route or in the function that answers it. */
function concerns(finding: Finding, { file, fact, handler }: Route): boolean {
  const at = { start: finding.span.start, end: finding.span.end };
  if (finding.path === file.path && contains(fact.span, at)) return true;
  const own = handler?.index === undefined ? undefined : handler.file.functions[handler.index];
  return own !== undefined && finding.path === handler?.file.path && contains(own.span, at);
}

/** The routes as lines of columns under a head, one app or file after another. */
export function routesAsTable(rows: readonly RouteRow[], colors: Colors): string {
  const head = ['method', 'path', 'middleware', 'tables', 'findings', 'where'];
  const lines = rows.map((row) => [
    row.method,
    row.path,
    row.middleware.map(inShort).join(', ') || '–',
    [...row.reads.filter((each) => !row.writes.includes(each)), ...row.writes.map((each) => `${each}*`)].join(
      ', ',
    ) || '–',
    [...new Set(row.findings.map(({ ruleId }) => ruleId))].join(', ') || '–',
    `${row.file}:${row.line}`,
  ]);
  const widths = head.map((_, column) =>
    Math.min(column === 2 ? 48 : 60, Math.max(...[head, ...lines].map((line) => line[column]?.length ?? 0))),
  );
  const line = (cells: string[]) =>
    cells
      .map((cell, column) => padded(cell, widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  const note =
    rows.length > 0 ? `\n${rows.length} routes; * marks tables that are written\n` : 'No routes.\n';
  return rows.length > 0 ? `${[colors.bold(line(head)), ...lines.map(line)].join('\n')}\n${note}` : note;
}

/** `requireRole` of `requireRole('owner', 'admin')`; JSON has the whole. */
function inShort(middleware: string): string {
  if (/=>|^(async )?function\b/.test(middleware)) return 'inline';
  return middleware.replace(/\(.*$/s, '').replace(/:.*$/s, '');
}

function padded(cell: string, width: number): string {
  return cell.length > width ? `${cell.slice(0, width - 1)}…` : cell.padEnd(width);
}

/** The same in a versioned object, as of `check --format json`. */
export function routesAsJson(rows: readonly RouteRow[]): string {
  return `${JSON.stringify({ version: 1, routes: rows }, undefined, 2)}\n`;
}
