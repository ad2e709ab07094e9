import type { FileRole } from '../facts/facts';
import librarySchema from '../libraries/library.schema.json';
import type { RuleMeta } from '../rule-meta';
import type { Dialect } from '../source/sql/statement';
import { type Recognizable, recognizable } from './configuration';
import { profileNames } from './profiles';

/** JSON schema, draft 7, which is what editors complete from. */
export type JsonSchema = Record<string, unknown>;

export const severities = ['off', 'hint', 'info', 'warning', 'error'] as const;
const dialects: readonly Dialect[] = ['postgresql', 'mysql', 'mariadb', 'sqlite', 'transactsql'];
/** What `roles` can say of a file. Generated and vendored files are better ignored. */
const roles: readonly FileRole[] = [
  'source',
  'test',
  'migration',
  'seed',
  'script',
  'fixture',
  'example',
  'generated',
  'config',
];

const recognized: Record<Recognizable, string> = {
  rateLimiters: 'Functions and middleware that limit how often somebody may call.',
  authGuards: 'Functions and middleware that check who is calling, or whether they may.',
  validators: 'Functions and middleware that check what a request carries.',
  transactionHelpers: 'Functions that run what is handed to them in one transaction.',
  tenantScopes: 'Clients and functions that limit queries to one tenant.',
  healthRoutes: 'Paths at which a health check is answered, as /internal/alive, or functions that add one.',
  loggers: 'Loggers and functions that log.',
  queryFunctions: 'Functions that send SQL to the database; the first of their arguments that is SQL counts.',
  heartbeats: 'Functions that ping the sockets of a server and end those that stay silent.',
  reconnectors: 'Functions that open a socket and open it again when it closes.',
  roomCleanups: 'Functions that take a socket out of everything that keeps it.',
};

/**
 * The schema of `marcus.config.json`: the one source that validates it, completes it in editors, and is written to
 * `media/marcus.config.schema.json` by `npm run docs`.
 */
export function configurationSchema(rules: readonly RuleMeta[]): JsonSchema {
  // References lead from the root of the schema that they stand in.
  const { definitions, ...sheet } = librarySchema;
  const sorted = [...rules].sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'marcus.config.json',
    description: 'What a project tells Marcus of itself. The nearest file above a file holds for it, alone.',
    // Not part of JSON schema; VS Code asks for it.
    allowTrailingCommas: true,
    definitions: { severity: { enum: severities }, setting: ruleSetting(closed({})), ...definitions },
    ...closed({
      $schema: { type: 'string', description: 'Where an editor finds the schema of this file.' },
      extends: {
        description: 'Profiles that this file starts from; what it says itself stands before them.',
        if: { type: 'array' },
        // biome-ignore lint/suspicious/noThenProperty: it is JSON schema's own word.
        then: { items: { enum: profileNames } },
        else: { enum: profileNames },
      },
      rules: {
        description: 'Which rules look, and how bad it is what they find.',
        ...closed(Object.fromEntries(sorted.map((meta) => [meta.id, ruleSchema(meta)]))),
      },
      ignore: list('Files and folders that are not looked at: globs as in a .gitignore beside this file.'),
      roles: {
        type: 'object',
        description:
          'Glob → what such files are for, where their names suggest something else. The last glob that fits decides.',
        additionalProperties: { enum: roles },
        default: {},
      },
      dialect: {
        enum: dialects,
        description:
          'What the SQL is written in. Told from the dependencies and the Prisma schema when left out.',
      },
      tenant: {
        description: 'How the tenants of this system are kept apart.',
        ...closed({
          column: {
            type: 'string',
            minLength: 1,
            description: 'The column that says whose a row is. Told from the schema when left out.',
          },
          exemptTables: list('Tables that belong to no tenant although they have the column.'),
          exemptPaths: list('Globs of files that work across tenants on purpose.'),
        }),
      },
      smallTables: list('Tables that stay small, so that reading all of one costs nothing.'),
      recognize: {
        description:
          'Helpers of this project, by name (requireTenant) or by import path and name (src/tenant#scoped, @acme/limits#api).',
        ...closed(
          Object.fromEntries(
            (Object.keys(recognizable) as Recognizable[]).map((kind) => [kind, list(recognized[kind])]),
          ),
        ),
      },
      libraries: {
        type: 'array',
        description:
          'What is known of packages that Marcus does not know, or knows otherwise, and of the files of this project that work as a library does (./src/http where relative paths lead to them, @/http where an alias does): data sheets as docs/libraries.md explains them. Of two that speak of the same call, the first one holds, and these stand before those that Marcus brings.',
        items: sheet,
        default: [],
      },
      layers: {
        type: 'object',
        description: 'Parts of the system by name, and which of the others each may use.',
        additionalProperties: {
          ...closed({
            files: list('Globs of the files that belong to it.'),
            mayUse: list('Layers whose code it may import; all of them when left out.', false),
          }),
          required: ['files'],
        },
        default: {},
      },
      criticalPaths: {
        type: 'array',
        description: 'What must not fail. A finding there is raised by one severity, and says so.',
        items: {
          ...closed({
            name: { type: 'string', minLength: 1 },
            why: { type: 'string', description: 'What a failure there costs.' },
            through: list(
              'Globs of files, each perhaps with # and the name of a function or class: src/engine.js#dispatch. What these call belongs to the path too.',
            ),
          }),
          required: ['name', 'through'],
        },
        default: [],
      },
      principles: {
        type: 'array',
        description: 'What this project holds its design against. Marcus answers in their light.',
        items: {
          ...closed({
            name: { type: 'string', minLength: 1 },
            why: { type: 'string', description: 'What it is for.' },
            rules: list('Ids of the rules that watch over it.'),
          }),
          required: ['name'],
        },
        default: [],
      },
    }),
  };
}

/** `"warning"`, or with options `["warning", { … }]`. */
function ruleSchema({ title, options, severity, recommended }: RuleMeta): JsonSchema {
  const setting = options
    ? ruleSetting({ type: 'object', additionalProperties: false, ...options })
    : { $ref: '#/definitions/setting' };
  const usual = recommended ? severity : 'off';
  // Beside a `$ref`, draft 7 looks at nothing else.
  return { description: `${title}. When it is not named here: ${usual}.`, allOf: [setting] };
}

function ruleSetting(options: JsonSchema): JsonSchema {
  const severity = { $ref: '#/definitions/severity' };
  return {
    // Not `anyOf`: of that, no one could say which side was meant, and what is wrong with it.
    if: { type: 'array' },
    // biome-ignore lint/suspicious/noThenProperty: it is JSON schema's own word.
    then: { items: [severity, options], minItems: 1, maxItems: 2 },
    else: severity,
  };
}

function closed(properties: Record<string, JsonSchema>): JsonSchema {
  return { type: 'object', properties, additionalProperties: false };
}

function list(description: string, empty = true): JsonSchema {
  return {
    type: 'array',
    items: { type: 'string', minLength: 1 },
    description,
    ...(empty ? { default: [] } : {}),
  };
}
