import { findLayers, type ProjectModel } from '../engine';

/** What a first `marcus.config.json` says, and what was seen of the project on the way. */
export interface SuggestedConfiguration {
  /** JSON with comments. */
  text: string;
  /** Whole sentences for the person who asked for it. */
  seen: string[];
}

/**
 * A configuration for a project as it is found: its dialect, its tenant column, its layers, with the imports that there are today allowed, so that
 * nothing is reported for having written it down.
 */
export function suggestConfiguration(model: ProjectModel): SuggestedConfiguration {
  const source = model.filesInOrder.filter((file) => file.role === 'source');
  const { dialect } = model.configuration;
  const tables = model.schema.tables.size;
  const { tenancy } = model;
  const layers = findLayers(source.filter((file) => file.language !== 'sql').map((file) => file.path));
  const seen: string[] = [];
  const lines: string[] = [
    '  // What holds without this file, written down. "marcus:strict" raises every rule by one severity.',
  ];
  lines.push('  "extends": "marcus:recommended",');
  if (tables > 0) {
    seen.push(`The schema has ${tables} ${tables === 1 ? 'table' : 'tables'}, in ${dialectNames[dialect]}.`);
    lines.push('', '  // What the SQL is written in.', `  "dialect": ${JSON.stringify(dialect)},`);
  }
  if (tenancy) {
    seen.push(`${tenancy.owned.size} of them carry ${tenancy.column}, which keeps the tenants apart.`);
    lines.push(
      '',
      `  // ${tenancy.owned.size} of ${tables} tables have it. exemptTables belong to no tenant; exemptPaths work across tenants on purpose.`,
      `  "tenant": { "column": ${JSON.stringify(tenancy.column)}, "exemptTables": [], "exemptPaths": [] },`,
    );
  }
  const names = Object.keys(layers);
  if (names.length > 0) {
    seen.push(`Its folders make ${names.length} layers: ${names.join(', ')}.`);
    lines.push(
      '',
      '  // Which part may import which. Imports that there are today are allowed.',
      '  "layers": {',
    );
    const used = importsBetween(model, layers);
    for (const [index, name] of names.entries()) {
      const files = layers[name]?.files ?? [];
      const mayUse = names.filter(
        (each) => layers[name]?.mayUse?.includes(each) || used.has(`${name} ${each}`),
      );
      const comma = index < names.length - 1 ? ',' : '';
      lines.push(
        `    ${JSON.stringify(name)}: { "files": ${list(files)}, "mayUse": ${list(mayUse)} }${comma}`,
      );
    }
    lines.push('  },');
  }
  const served = model.apps.map((app) => app.name);
  if (served.length > 0)
    seen.push(
      `It serves HTTP in ${served.join(', ')}, with ${model.routes.all.length} ${model.routes.all.length === 1 ? 'route' : 'routes'}.`,
    );
  lines.push(
    '',
    '  // What must not fail: a finding there is raised by one severity. Files, or a function: "src/engine.js#dispatch".',
    '  "criticalPaths": [],',
    '',
    '  // Helpers of your own, by name or by "path#name", so that rules about something missing know them.',
    '  "recognize": { "rateLimiters": [], "authGuards": [], "validators": [], "transactionHelpers": [] }',
  );
  if (seen.length === 0) seen.push('Nothing of the project could be told from its files yet.');
  return { text: `{\n${lines.join('\n')}\n}\n`, seen };
}

const dialectNames = {
  postgresql: 'PostgreSQL',
  mysql: 'MySQL',
  mariadb: 'MariaDB',
  sqlite: 'SQLite',
  transactsql: 'T-SQL',
};

function list(items: readonly string[]): string {
  return `[${items.map((each) => JSON.stringify(each)).join(', ')}]`;
}

/** `routes data` for each pair of layers of which the first imports the second today. */
function importsBetween(model: ProjectModel, layers: ReturnType<typeof findLayers>): Set<string> {
  const layerOf = (path: string) =>
    Object.entries(layers).find(([, { files }]) => files.some((folder) => path.startsWith(folder)))?.[0];
  const used = new Set<string>();
  for (const file of model.filesInOrder) {
    const own = layerOf(file.path);
    if (own === undefined || file.role !== 'source') continue;
    for (const { specifier } of file.imports) {
      const target = model.modules.targetOf(file.path, specifier);
      const other = target === undefined ? undefined : layerOf(target);
      if (other !== undefined && other !== own) used.add(`${own} ${other}`);
    }
  }
  return used;
}
