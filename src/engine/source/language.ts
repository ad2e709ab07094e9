import type { FileRole, Language } from '../facts/facts';

const byExtension: Record<string, Language> = {
  ts: 'typescript',
  mts: 'typescript',
  cts: 'typescript',
  tsx: 'tsx',
  js: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
  jsx: 'jsx',
  sql: 'sql',
  json: 'json',
  yml: 'yaml',
  yaml: 'yaml',
};

export function languageOf(path: string): Language {
  return byExtension[path.slice(path.lastIndexOf('.') + 1).toLowerCase()] ?? 'other';
}

export function isScript(language: Language): boolean {
  return language === 'typescript' || language === 'tsx' || language === 'javascript' || language === 'jsx';
}

/** The first pattern that fits decides; folders are matched as whole path segments. */
const roles: [FileRole, RegExp][] = [
  ['vendored', /(^|\/)(node_modules|vendor|vendored|third[-_]party|bower_components)\//i],
  [
    'generated',
    /(^|\/)(__generated__|generated|\.next|\.nuxt)\/|\.(generated|gen)\.[cm]?[jt]sx?$|_pb\.[jt]s$|\.d\.[cm]?ts$/i,
  ],
  [
    'test',
    /(^|\/)([\w.-]+[-_](tests?|e2e|specs?|mocks?)|(tests?|e2e|mocks?)[-_][\w.-]+|tests?|__tests__|__mocks__|mocks?|specs?|e2e|cypress|playwright|testing|test-utils?|test-helpers?|acceptance|integration-tests?|load-?test(s|ing)?|\.storybook)\/|[.-](test|spec|e2e|e2e-spec|mock|stories)\.[cm]?[jt]sx?$|(^|\/)(jest|vitest)\.setup\.[cm]?[jt]s$|(^|\/)mocks?\.[cm]?[jt]sx?$/i,
  ],
  ['fixture', /(^|\/)(__fixtures__|fixtures?|testdata|test-data)\//i],
  [
    'seed',
    /(^|\/)(seeds?|seeders?|seeding)\/|(^|\/|[-_.])seed(s|er|ing|-data)?([-_.][^/]*)?\.[cm]?[jt]s$|(^|\/)[^/]*seed[^/]*\.sql$/i,
  ],
  [
    'migration',
    /(^|\/)(migrations?|migrate|schema-migrations|db-migrations)\/|[-_.]migration\.[cm]?[jt]s$|(^|\/)V\d+(_\d+)*__[^/]+\.sql$/i,
  ],
  [
    'example',
    /(^|\/)(examples?|samples?|demos?|playground|docs?|(examples?|samples?|demo)[-_][\w.-]+)\/|(^|\/)\.env\.[\w.-]*(example|sample|template|dist)\b/i,
  ],
  ['script', /(^|\/)(\.?scripts?|bin|tools?|tooling|hack|devtools|benchmarks?|bench)\//i],
  [
    'config',
    /(^|\/)[^/]+\.config\.[cm]?[jt]s$|(^|\/)\.[^/]+rc\.[cm]?js$|(^|\/)(gulpfile|gruntfile|knexfile)\.[cm]?[jt]s$/i,
  ],
];

/** What a file is for, judged by its path below the project's root. */
export function roleOf(path: string): FileRole {
  for (const [role, pattern] of roles) if (pattern.test(path)) return role;
  return 'source';
}
