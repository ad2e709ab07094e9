import {
  type Column,
  type Finding,
  lineAt,
  lineStartsOf,
  type Project,
  type ProjectModel,
  type Severity,
  secretSpans,
  type Table,
} from '../engine';
import type { Analysis } from './analysis';
import type {
  FindingsParams,
  FindingsResult,
  ProjectResult,
  RoutesParams,
  RoutesResult,
  SearchParams,
  SearchResult,
  SecretsParams,
  SecretsResult,
  TablesParams,
  TablesResult,
  WireTable,
} from './protocol';
import { routesOf } from './routes';
import { isUnder, searchProject } from './search';

/** Answers to questions about whole projects, over the folders of a workspace. They read what is there, and check nothing anew. */

const worstFirst: Record<Severity, number> = { error: 0, warning: 1, info: 2, hint: 3 };

export function findings(analyses: readonly Analysis[], params: FindingsParams): FindingsResult {
  const { path: under = '', ruleId, limit } = params;
  const all = analyses.flatMap((analysis) =>
    [...analysis.paths()]
      .filter((path) => isUnder(path, under))
      .flatMap((path) => analysis.findingsOf(path))
      .filter((finding) => !ruleId || finding.ruleId === ruleId)
      .map((finding) => ({ finding, analysis })),
  );
  all.sort(
    (a, b) =>
      worstFirst[a.finding.severity] - worstFirst[b.finding.severity] || byPlace(a.finding, b.finding),
  );
  return {
    findings: all.slice(0, limit).map(({ finding, analysis }) => {
      const { ruleId: id, severity, message, path, line } = finding;
      return { ruleId: id, severity, message, path, line, uri: analysis.texts.uriOf(path) };
    }),
    total: all.length,
  };
}

export function tables(analyses: readonly Analysis[], { name }: TablesParams): TablesResult {
  const result: TablesResult = { tables: [], names: [] };
  for (const analysis of analyses) {
    const model = analysis.texts.project.model();
    const all = [...model.schema.tables.values()];
    result.names.push(...all.map((table) => table.name));
    const wanted = name === undefined ? all : [model.schema.table(name) ?? []].flat();
    result.tables.push(...wanted.map((table) => wireTable(table, model, analysis)));
  }
  result.names.sort();
  result.tables.sort((a, b) => (a.name < b.name ? -1 : 1));
  return result;
}

export function routes(analyses: readonly Analysis[], { match = '', limit }: RoutesParams): RoutesResult {
  const words = match.toLowerCase().split(/\s+/).filter(Boolean);
  const all = analyses.flatMap((analysis) =>
    routesOf(analysis.texts.project.model()).map((route) => ({
      ...route,
      uri: analysis.texts.uriOf(route.file),
    })),
  );
  const found = all.filter(({ method, path }) => {
    const spelled = `${method} ${path}`.toLowerCase();
    return words.every((word) => spelled.includes(word));
  });
  return { routes: found.slice(0, limit), total: found.length };
}

export function search(
  analyses: readonly Analysis[],
  { text, path = '', limit }: SearchParams,
): SearchResult {
  const result: SearchResult = { matches: [], total: 0 };
  for (const analysis of analyses) {
    const one = searchProject(analysis.texts.project, text, path, limit - result.matches.length);
    result.matches.push(...one.matches);
    result.total += one.total;
  }
  return result;
}

/** Without a project, known forms and settings are still seen. */
export function secrets(analyses: readonly Analysis[], { texts }: SecretsParams): SecretsResult {
  return {
    texts: texts.map(({ text, path }) => {
      const project = analyses.find(({ texts }) => path !== undefined && texts.project.factsOf(path))?.texts
        .project;
      return secretSpans(
        text,
        path,
        path === undefined ? undefined : factsFor(project ?? analyses[0]?.texts.project, path, text),
      );
    }),
  };
}

export function describeProject(analyses: readonly Analysis[]): ProjectResult {
  const models = analyses.map((analysis) => analysis.texts.project.model());
  const counts = new Map<string, ProjectResult['findings'][number]>();
  for (const analysis of analyses) {
    for (const path of analysis.paths()) {
      for (const { ruleId, severity } of analysis.findingsOf(path)) {
        const known = counts.get(`${ruleId} ${severity}`) ?? { ruleId, severity, count: 0 };
        known.count++;
        counts.set(`${ruleId} ${severity}`, known);
      }
    }
  }
  return {
    files: models.reduce((sum, { files }) => sum + files.size, 0),
    dialects: [...new Set(models.map(({ configuration }) => configuration.dialect))],
    tables: models.reduce((sum, { schema }) => sum + schema.tables.size, 0),
    routes: models.reduce((sum, model) => sum + routesOf(model).length, 0),
    apps: models.flatMap(({ apps }) => apps.map(({ name }) => name)),
    tenantColumn: models
      .map(({ tenancy }) => tenancy && [...tenancy.owned.values()][0]?.column.name)
      .find(Boolean),
    ...notesOf(models),
    findings: [...counts.values()].sort(
      (a, b) => worstFirst[a.severity] - worstFirst[b.severity] || b.count - a.count,
    ),
  };
}

/** What the configurations say the project wants. */
function notesOf(models: readonly ProjectModel[]): Pick<ProjectResult, 'principles' | 'criticalPaths'> {
  const words = ({ name, why }: { name: string; why?: string }) =>
    why === undefined ? name : `${name}: ${why}`;
  const all = (list: 'principles' | 'criticalPaths') => [
    ...new Set(models.flatMap(({ configuration }) => configuration[list].map(words))),
  ];
  return { principles: all('principles'), criticalPaths: all('criticalPaths') };
}

function factsFor(project: Project | undefined, path: string, text: string) {
  return project && (project.textOf(path) === text ? project.factsOf(path) : project.factsWith(path, text));
}

function wireTable(table: Table, model: ProjectModel, analysis: Analysis): WireTable {
  const { path, span } = table.definedAt;
  const text = analysis.texts.project.textOf(path);
  return {
    name: table.name,
    columns: [...table.columns.values()].map(({ name, type, nullable }: Column) => ({
      name,
      type,
      notNull: !nullable,
    })),
    primaryKey: table.primaryKey,
    uniques: table.uniques.map(({ columns }) => columns),
    foreignKeys: table.foreignKeys.map(({ columns, table: to, references }) => ({
      columns,
      references: references.length > 0 ? `${to}(${references.join(', ')})` : to,
    })),
    indexes: table.indexes.map(({ keys }) =>
      keys.map((key) => ('column' in key ? key.column : key.expression)),
    ),
    rowSecurity: table.rowSecurity,
    tenantColumn: model.tenancy?.owned.get(table.name.toLowerCase())?.column.name,
    definedAt:
      text === undefined
        ? undefined
        : { uri: analysis.texts.uriOf(path), path, line: lineAt(lineStartsOf(text), span.start) + 1 },
  };
}

function byPlace(a: Finding, b: Finding): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : a.span.start - b.span.start;
}
