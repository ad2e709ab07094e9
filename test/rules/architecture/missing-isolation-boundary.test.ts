import rule from '../../../rules/architecture/missing-isolation-boundary/rule';
import { ruleTests } from '../rule-tester';

const frontEnd = {
  'web/package.json': '{ "name": "web", "dependencies": { "react": "19", "react-dom": "19" } }',
};
const backEnd = {
  'api/package.json': '{ "name": "@acme/api", "dependencies": { "express": "5", "pg": "8" } }',
};
const pool = "import { Pool } from 'pg';\nexport const pool = new Pool();\n";
const repository =
  "import { pool } from './pool';\nexport const STATUSES = ['open', 'done'];\nexport const all = () => pool.query('SELECT id FROM tickets');\n";
const app =
  "import { STATUSES } from «'../api/repository'»;\nexport const App = () => <p>{STATUSES.join()}</p>;\n";
const programs = { ...frontEnd, ...backEnd, 'api/pool.ts': pool, 'api/repository.ts': repository };
const layers = {
  ui: { files: ['ui/'], mayUse: ['shared'] },
  server: { files: ['server/'], mayUse: ['shared', 'data'] },
  data: { files: ['data/'], mayUse: ['shared'] },
  shared: { files: ['shared/'] },
};
const next = { 'package.json': '{ "name": "site", "dependencies": { "next": "16", "react": "19" } }' };
const usersModule = {
  'src/modules/users/users.service.ts':
    "import { pool } from '../../pool';\nexport const find = (id: string) => pool.query('SELECT name FROM users WHERE id = $1', [id]);\n",
  'src/pool.ts': pool,
};

ruleTests(rule, {
  invalid: [
    {
      name: 'a layer that imports one which it may not use, as the configuration says',
      configuration: { layers },
      files: { 'data/tickets.ts': 'export const STATUSES = [];\n' },
      path: 'ui/board.ts',
      code: "import { STATUSES } from «'../data/tickets'»;\nexport const count = STATUSES.length;\n",
      messages: [
        'The layer ui imports data/tickets.ts of data, which it may not use. Move what both need to a layer that ui may use, or ask for it through an interface.',
      ],
    },
    {
      name: 'require and import() of a layer that may not be used',
      configuration: { layers },
      files: { 'data/tickets.js': 'exports.load = () => 1;\n', 'data/users.js': 'exports.load = () => 1;\n' },
      path: 'ui/board.js',
      code: "const { load } = require(«'../data/tickets'»);\nexports.later = () => import(«'../data/users'»);\nload();\n",
    },
    {
      name: 'a layer that is imported by the name of its package, and by an alias',
      configuration: { layers },
      files: {
        'data/package.json': '{ "name": "@acme/data", "main": "index.ts" }',
        'data/index.ts': 'export const a = 1;\n',
        'tsconfig.json': '{ "compilerOptions": { "paths": { "#server/*": ["./server/*"] } } }',
        'server/b.ts': 'export const b = 1;\n',
      },
      path: 'ui/board.ts',
      code: "import { a } from «'@acme/data'»;\nimport { b } from «'#server/b'»;\nexport const c = a + b;\n",
    },
    {
      name: 'a front end that imports database code of a back end',
      files: programs,
      path: 'web/App.tsx',
      code: app,
      messages: [
        'This file is sent to the browser and imports api/repository.ts, which needs a server: it loads api/pool.ts. Move what both sides need to a file that loads nothing of the server, or ask for it through the API.',
      ],
    },
    {
      name: 'a front end that imports it by the name of the package, through a barrel',
      files: {
        ...programs,
        'api/index.ts': "export * from './repository';\nexport * from './words';\n",
        'api/words.ts': 'export const W = 1;\n',
      },
      path: 'web/App.tsx',
      code: "import { STATUSES } from «'@acme/api'»;\nexport const App = () => <p>{STATUSES.join()}</p>;\n",
    },
    {
      name: 'well-known folders where one manifest holds for all',
      files: {
        'package.json': '{ "dependencies": { "react": "19", "express": "5", "pg": "8" } }',
        'server/db/pool.js': "const { Pool } = require('pg');\nmodule.exports = new Pool();\n",
      },
      path: 'client/src/App.jsx',
      code: "import pool from «'../../server/db/pool'»;\nexport const App = () => <p onClick={() => pool.query('SELECT 1')} />;\n",
    },
    {
      name: 'well-known folders without any manifest',
      files: { 'backend/db.ts': pool },
      path: 'frontend/src/users.ts',
      code: "import { pool } from «'../../backend/db'»;\nexport const load = () => pool.query('SELECT id FROM users');\n",
    },
    {
      name: 'a client component that loads the database',
      files: {
        ...next,
        'lib/db.ts':
          "import { PrismaClient } from '@prisma/client';\nexport const prisma = new PrismaClient();\n",
      },
      path: 'app/button.tsx',
      code: "'use client';\nimport { prisma } from «'../lib/db'»;\nexport const Button = () => <b onClick={() => prisma.user.findMany()} />;\n",
    },
    {
      name: 'a client component that loads what is marked server-only',
      files: { ...next, 'lib/keys.ts': "import 'server-only';\nexport const key = 'k';\n" },
      path: 'app/button.tsx',
      code: "'use client';\nimport { key } from «'../lib/keys'»;\nexport const Button = () => <b>{key}</b>;\n",
    },
    {
      name: "a route handler that reaches into another module's table",
      files: usersModule,
      path: 'src/modules/billing/routes.ts',
      code: `
        import express from 'express';
        import { pool } from '../../pool';
        const router = express.Router();
        router.get('/invoices/:id/owner', async (req, res) => {
          res.json(await pool.«query»('SELECT name FROM users WHERE id = $1', [req.params.id]));
        });
        export default router;
      `,
      messages: [
        'This handler of billing reaches into users, which belongs to users. Ask users for it, so that its table can change without billing.',
      ],
      related: [1],
    },
    ...[
      ['eval of what a caller sends', "app.post('/run', (req, res) => res.json(«eval»(req.body.code)));"],
      ['globalThis.eval', "app.post('/run', (req, res) => res.json(«globalThis.eval»(req.body.code)));"],
      [
        'new Function',
        "app.post('/run', (req, res) => { const { body } = req.body; res.json(new «Function»('row', body)()); });",
      ],
      [
        'Function without new',
        "app.post('/run', (req, res) => res.json(«Function»('return ' + req.query.expression)()));",
      ],
    ].map(([name = '', code = '']) => ({
      name,
      code: `import express from 'express';\nconst app = express();\n${code}\n`,
    })),
    ...['runInNewContext', 'runInContext', 'runInThisContext', 'compileFunction'].map((method) => ({
      name: `vm.${method}`,
      code: `const vm = require('node:vm');\nexports.run = (req, res) => res.json(«vm.${method}»(req.body.code, {}));\n`,
    })),
    {
      name: 'new vm.Script, and a name imported from vm',
      code: "import { Script, runInNewContext } from 'vm';\nexport const run = (req, res) => { new «Script»(req.body.code); «runInNewContext»(req.body.code); };\n",
    },
    {
      name: 'vm2, which is no boundary any more',
      code: "import { VM } from 'vm2';\nconst vm = new VM();\nexport const run = (req, res) => res.json(«vm.run»(req.body.code));\n",
    },
    {
      name: 'code that a tenant wrote, and a function is given',
      code: "import vm from 'node:vm';\nexport class Engine {\n  allows(step, ticket) {\n    return «vm.runInNewContext»(step.guard, { ticket });\n  }\n}\n",
      messages: [
        'vm.runInNewContext runs step.guard in this process, and whoever wrote it chooses what it says. Run it in a process or isolate of its own that has nothing to lose.',
      ],
    },
    {
      name: 'code that comes out of the database',
      code: "export async function run(pool) {\n  const { rows } = await pool.query('SELECT code FROM hooks');\n  return «eval»(rows[0].code);\n}\n",
    },
    ...[
      'exec(`git clone ${req.body.url}`)',
      "execSync('ping ' + req.query.host)",
      'spawn(req.body.command, [])',
      "spawn('convert', [req.body.file], { shell: true })",
      "spawn('sh', ['-c', req.body.command])",
      "execFile('/bin/bash', ['-lc', `ls ${req.params.folder}`])",
      "spawnSync('node', ['-e', req.body.script])",
      "spawn('python3', ['-c', req.body.script])",
    ].map((call) => {
      const name = call.slice(0, call.indexOf('('));
      return {
        name: call,
        code: `import { ${name} } from 'node:child_process';\nexport const run = (req, res) => { «${name}»${call.slice(name.length)}; };\n`,
      };
    }),
    {
      name: 'a promisified exec, and one required in place',
      code: "const { promisify } = require('util');\nconst run = promisify(require('child_process').exec);\nexports.ping = async (req, res) => res.json(await «run»(`ping ${req.query.host}`));\n",
      messages: [
        'run hands req.query.host to the system to run, and a caller chooses what it says. Run a fixed program with a list of arguments, or run it in a sandbox of its own.',
      ],
    },
    {
      name: 'execa and shelljs',
      code: "import { execaCommand } from 'execa';\nimport shell from 'shelljs';\nexport const run = (req, res) => { «execaCommand»(req.body.command); «shell.exec»(req.body.command); };\n",
    },
    {
      name: 'what an agent asks for over a socket',
      code: "import { exec } from 'child_process';\nexport const serve = (socket) => socket.on('run', (payload) => «exec»(payload.command));\n",
    },
    {
      name: 'what a job of a queue says, and a call that a model makes',
      code: "import { exec } from 'child_process';\nexport const work = async (job) => «exec»(job.data.command);\nexport const use = async (toolCall) => «exec»(toolCall.arguments.command);\n",
    },
    {
      name: 'a command that a caller gives through functions of other files',
      files: {
        'src/git.ts':
          "import { exec } from 'child_process';\nexport function clone(url: string) {\n  return «exec»('git clone ' + url);\n}\n",
        'src/projects.ts':
          "import { clone } from './git';\nexport async function addProject(name: string, url: string) {\n  await clone(url);\n}\n",
      },
      code: "import express from 'express';\nimport { addProject } from './projects';\nconst app = express();\napp.post('/projects', async (req, res) => {\n  await addProject(req.body.name, req.body.url);\n  res.end();\n});\n",
    },
  ],
  valid: [
    {
      name: 'a layer that uses what it may',
      configuration: { layers },
      files: {
        'shared/contracts.ts': 'export const STATUSES = [];\n',
        'data/a.ts': "import { STATUSES } from '../shared/contracts';\nexport const a = STATUSES;\n",
      },
      path: 'ui/board.ts',
      code: "import { STATUSES } from '../shared/contracts';\nexport const count = STATUSES.length;\n",
    },
    {
      name: 'types that are imported as such, in full or one by one',
      configuration: { layers },
      files: { 'data/tickets.ts': 'export interface Ticket { id: string }\nexport class Row { id = 1 }\n' },
      path: 'ui/board.ts',
      code: "import type { Ticket } from '../data/tickets';\nimport { type Row } from '../data/tickets';\nexport const of = (each: Ticket | Row) => each.id;\n",
    },
    {
      name: 'imports of which only types are used',
      configuration: { layers },
      files: { 'data/tickets.ts': 'export interface Ticket { id: string }\nexport class Row { id = 1 }\n' },
      path: 'ui/board.ts',
      code: "import { Row, Ticket } from '../data/tickets';\nexport const of = (each: Ticket | Row): string => String(each.id);\nexport class Board implements Ticket { id = 'x' }\n",
    },
    {
      name: 'tests of a layer',
      configuration: { layers },
      files: { 'data/tickets.ts': 'export const STATUSES = [];\n' },
      path: 'ui/board.test.ts',
      code: "import { STATUSES } from '../data/tickets';\nSTATUSES.length;\n",
    },
    {
      name: 'a file of no layer, and a layer without a list of others',
      configuration: { layers },
      files: {
        'data/tickets.ts': 'export const S = [];\n',
        'shared/all.ts': "import { S } from '../data/tickets';\nexport const all = S;\n",
      },
      path: 'tools/print.ts',
      code: "import { S } from '../data/tickets';\nconsole.log(S);\n",
    },
    {
      name: 'a front end that takes types from a back end, as tRPC does',
      files: {
        ...programs,
        'api/router.ts':
          "import { pool } from './pool';\nexport const router = { list: () => pool.query('SELECT id FROM tickets') };\nexport type Router = typeof router;\n",
      },
      path: 'web/App.tsx',
      code: "import type { Router } from '../api/router';\nexport const App = ({ router }: { router: Router }) => <p>{String(router)}</p>;\n",
    },
    {
      name: 'a front end that uses what both sides can load',
      files: { ...programs, 'api/words.ts': 'export const WORDS = [1];\n' },
      path: 'web/App.tsx',
      code: "import { WORDS } from '../api/words';\nexport const App = () => <p>{WORDS.length}</p>;\n",
    },
    {
      name: 'a file of both sides that takes a type from a package which needs a server',
      files: {
        ...programs,
        'api/jobs.ts': "import { JobOptions } from 'bullmq';\nexport const options: JobOptions = {};\n",
      },
      path: 'web/App.tsx',
      code: "import { options } from '../api/jobs';\nexport const App = () => <p>{String(options)}</p>;\n",
    },
    {
      name: 'a barrel of which only what both sides can load is used',
      files: {
        ...programs,
        'api/index.ts': "export * from './repository';\nexport * from './words';\n",
        'api/words.ts': 'export const WORDS = [1];\n',
      },
      path: 'web/App.tsx',
      code: "import { WORDS } from '@acme/api';\nexport const App = () => <p>{WORDS.length}</p>;\n",
    },
    {
      name: 'a build script of a front end',
      files: { ...frontEnd, 'web/scripts/db.ts': pool },
      path: 'web/scripts/build.ts',
      code: "import { pool } from './db';\npool.query('SELECT 1');\n",
    },
    {
      name: 'a server component',
      files: { ...next, 'lib/db.ts': pool },
      path: 'app/page.tsx',
      code: "import { pool } from '../lib/db';\nexport default async function Page() { return <p>{String(await pool.query('SELECT name FROM users'))}</p>; }\n",
    },
    {
      name: 'a client component that calls a server action',
      files: {
        ...next,
        'lib/db.ts': pool,
        'app/actions.ts':
          "'use server';\nimport { pool } from '../lib/db';\nexport const save = async () => { await pool.query('SELECT 1'); };\n",
      },
      path: 'app/button.tsx',
      code: "'use client';\nimport { save } from './actions';\nexport const Button = () => <b onClick={() => save()} />;\n",
    },
    {
      name: 'an action that is made by a helper which needs a server',
      files: {
        ...next,
        'lib/client.ts': `${pool}export const client = { action: (f: () => void) => f };\n`,
        'app/actions.ts':
          "'use server';\nimport { client } from '../lib/client';\nexport const save = client.action(async () => {});\n",
      },
      path: 'app/button.tsx',
      code: "'use client';\nimport { save } from './actions';\nexport const Button = () => <b onClick={() => save()} />;\n",
    },
    {
      name: 'enumerations of a database client that has a part for browsers',
      files: {
        ...frontEnd,
        'api/roles.ts': "import { Role } from '@prisma/client';\nexport const roles = Object.values(Role);\n",
      },
      path: 'web/App.tsx',
      code: "import { roles } from '../api/roles';\nexport const App = () => <p>{roles.join()}</p>;\n",
    },
    {
      name: 'a framework whose packages hold both sides',
      files: {
        'web/package.json':
          '{ "dependencies": { "@remix-run/react": "2", "@remix-run/node": "2", "react": "19" } }',
        ...backEnd,
        'api/pool.ts': pool,
      },
      path: 'web/app/routes/users.tsx',
      code: "import { pool } from '../../../api/pool';\nexport const loader = () => pool.query('SELECT name FROM users');\nexport default () => <p />;\n",
    },
    {
      name: 'an action in a handler of the module that the table belongs to',
      files: usersModule,
      path: 'src/modules/users/routes.ts',
      code: "import express from 'express';\nimport { pool } from '../../pool';\nconst router = express.Router();\nrouter.get('/:id', async (req, res) => { res.json(await pool.query('SELECT name FROM users WHERE id = $1', [req.params.id])); });\nexport default router;\n",
    },
    {
      name: 'a handler that asks the other module',
      files: usersModule,
      path: 'src/modules/billing/routes.ts',
      code: "import express from 'express';\nimport { find } from '../users/users.service';\nconst router = express.Router();\nrouter.get('/:id/owner', async (req, res) => { res.json(await find(req.params.id)); });\nexport default router;\n",
    },
    {
      name: 'a table of its own that is joined with one of another module, and a table that no module is called like',
      files: {
        ...usersModule,
        'src/modules/audit/log.ts':
          "import { pool } from '../../pool';\nexport const log = () => pool.query('INSERT INTO events (id) VALUES (1)');\n",
      },
      path: 'src/modules/billing/routes.ts',
      code: "import express from 'express';\nimport { pool } from '../../pool';\nconst router = express.Router();\nrouter.get('/', async (req, res) => {\n  await pool.query('SELECT id FROM events');\n  res.json(await pool.query('SELECT i.id FROM invoices i JOIN users u ON u.id = i.user_id'));\n});\nexport default router;\n",
    },
    "const { exec } = require('child_process');\nexec('git status');\n",
    "const { execFile } = require('child_process');\nexports.clone = (req, res) => { execFile('git', ['clone', '--', req.body.url], () => res.end()); };\n",
    "const { spawn } = require('child_process');\nexports.convert = (req, res) => { spawn('convert', [req.body.file, 'out.png']); spawn('node', ['worker.js', req.body.id]); };\n",
    {
      name: 'a number, one of a fixed list, and configuration',
      code: "import { exec } from 'child_process';\nconst commands = { list: 'ls', disk: 'df' };\nexport const run = (req, res) => {\n  exec('kill ' + Number(req.params.pid));\n  exec(commands[req.query.name]);\n  exec(process.env.BACKUP_COMMAND);\n};\n",
    },
    {
      name: 'a helper that only the code itself gives its commands',
      files: {
        'src/run.ts':
          "import { exec } from 'child_process';\nexport const run = (command: string) => exec(command);\n",
      },
      path: 'src/start.ts',
      code: "import { run } from './run';\nrun('ip link');\n",
    },
    "eval('1 + 1');\nnew Function('return this')();\n",
    {
      name: 'an isolate of its own',
      code: "import ivm from 'isolated-vm';\nexport const run = async (req, res) => {\n  const isolate = new ivm.Isolate({ memoryLimit: 8 });\n  const script = await isolate.compileScript(req.body.code);\n  res.json(await script.run(await isolate.createContext()));\n};\n",
    },
    {
      name: 'a process of its own that runs what it is given',
      path: 'src/sandbox/run.js',
      code: "const vm = require('vm');\nexports.run = (script) => vm.runInNewContext(script, {});\n",
    },
    {
      name: 'other things that are called exec, run and Script',
      code: 'exports.find = (req, res) => { /a/.exec(req.body.text); Script(req.body.text); res.run(req.body.text); };\n',
    },
    {
      name: 'code of tests',
      path: 'test/run.test.js',
      code: "const vm = require('vm');\nexports.run = (req) => vm.runInNewContext(req.body.code);\n",
    },
  ],
});
