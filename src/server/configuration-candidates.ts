import {
  type AccessPath,
  contains,
  type FileFacts,
  type Finding,
  fromBase,
  type ProjectModel,
  type Recognizable,
} from '../engine';

/** More would bury the other actions. */
const most = 3;

/** What such helpers are called. */
const names: Record<Recognizable, RegExp> = {
  rateLimiters: /limit|throttl|quota|slow/i,
  authGuards: /auth|guard|permi|acl|role|access|session|login|policy|^(can|is|ensure|require)[A-Z]/i,
  validators: /valid|schema|parse|check|sanit/i,
  transactionHelpers: /trans|tx|atomic|unit.?of.?work/i,
  tenantScopes: /tenant|scope|org|account|workspace|realm|customer|compan/i,
  healthRoutes: /health|alive|live|ready|ping|status|info|version|monitor|\bup\b/i,
  loggers: /log/i,
  queryFunctions: /quer|sql|\bdb|select|fetch/i,
  heartbeats: /heart|ping|alive|idle/i,
  reconnectors: /connect|socket|retry/i,
  roomCleanups: /leave|remove|clean|unsub|disconnect|unregister|drop|evict/i,
};

/** What near a finding looks like the helper that it misses, as entries for `recognize`, likeliest first. */
export function candidatesFor(kind: Recognizable, finding: Finding, model: ProjectModel): string[] {
  const file = model.files.get(finding.path);
  if (!file) return [];
  const found = kind === 'healthRoutes' ? routesOf(file, model) : pathsNear(file, finding, kind, model);
  return [...new Set(found)].slice(0, most);
}

/** Routes that a probe could ask: without parameters, those with a telling name first. */
function routesOf(file: FileFacts, model: ProjectModel): string[] {
  const app = model.apps.find(({ folder }) => folder === model.packageOf(file.path));
  const paths = (app?.routes ?? [])
    .filter(({ route }) => /^(GET|HEAD|ALL)$/.test(route.method) && /^\/[^:*]+$/.test(route.path))
    .map(({ route }) => route.path);
  return paths.filter((path) => names.healthRoutes.test(path));
}

/** What the function around calls, what is mounted in the app, and what the file imports. */
function pathsNear(file: FileFacts, finding: Finding, kind: Recognizable, model: ProjectModel): string[] {
  const isAround = (index: number | undefined) =>
    index !== undefined && contains(file.functions[index]?.span ?? { start: 0, end: 0 }, finding.span);
  const queries = file.queries.filter(({ span }) => contains(span, finding.span)).map(({ callee }) => callee);
  const calls = file.calls
    .filter((call) => isAround(call.within) || contains(call.span, finding.span))
    .map(({ callee }) => callee);
  const app = model.apps.find(({ folder }) => folder === model.packageOf(file.path));
  const mounted = (app?.mounts ?? []).map(({ path, mount }) =>
    entryOf(path, mount.mounted.path ?? '?#', model),
  );
  const imports = file.imports.flatMap(({ specifier, names: own }) =>
    own.map(({ imported }) => `${specifier}#${imported === '*' ? '' : imported}`),
  );
  const own = [...calls, ...queries, ...imports].map((path) => entryOf(file.path, path, model));
  return [...own, ...mounted]
    .filter((entry) => entry !== undefined)
    .filter((entry) => names[kind].test(entry.slice(entry.indexOf('#') + 1)));
}

/** `./tenant#scoped().query` of `src/app.ts` as `src/tenant#scoped`. Undefined for what has no name of its own. */
function entryOf(from: string, path: AccessPath, model: ProjectModel): string | undefined {
  const at = path.indexOf('#');
  const module = path.slice(0, at);
  const name = /^[\w$]+/.exec(path.slice(at + 1))?.[0];
  if (name === undefined || name === 'default' || /^(global|\?)$/.test(module)) return undefined;
  if (/^(local|this|param:\d+)$/.test(module)) return name;
  if (!module.startsWith('.')) return `${module}#${name}`;
  const target = model.modules.targetOf(from, module);
  const own = target && fromBase(model.settingsOf(from).configuration, target);
  return own ? `${own.replace(/\.[cm]?[jt]sx?$/, '').replace(/\/index$/, '')}#${name}` : undefined;
}

/** An entry for people: `scoped (src/tenant)`. */
export function labelOf(entry: string): string {
  const [module, name] = entry.split('#');
  return name === undefined ? entry : `${name} (${module})`;
}
