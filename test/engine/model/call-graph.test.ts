import assert from 'node:assert/strict';
import { createProject, loadSqlParser, type ProjectModel } from '../../../src/engine';

const pool = "const { Pool } = require('pg');\nconst pool = new Pool();\n";
const query = "pool.query('SELECT id FROM users WHERE id = $1', [id])";

const usersTwice = {
  'src/users.ts': 'export interface Users { byId(): void }\n',
  'src/pg-users.ts':
    "import { Users } from './users';\nexport class PgUsers implements Users { byId() {} }\n",
  'src/cached-users.ts':
    "import { Users } from './users';\nexport class CachedUsers implements Users { byId() {} }\n",
};

/** Calls of `path` by their source text → the function of the project that each runs, as `file:function`. */
async function targets(files: Record<string, string>, path: string): Promise<Record<string, string>> {
  const { model, text } = await modelOf(files);
  const file = model.files.get(path);
  assert.ok(file);
  return Object.fromEntries(
    file.calls.flatMap((call) => {
      const target = model.calls.targetOf(file, call);
      const name = target?.index === undefined ? undefined : target.file.functions[target.index]?.name;
      return target
        ? [
            [
              text(path).slice(call.calleeSpan.start, call.calleeSpan.end),
              `${target.file.path}:${name ?? ''}`,
            ],
          ]
        : [];
    }),
  );
}

async function modelOf(
  files: Record<string, string>,
): Promise<{ model: ProjectModel; text: (path: string) => string }> {
  const project = createProject({ rules: [], sql: await loadSqlParser('postgresql') });
  for (const [path, text] of Object.entries(files)) project.setFile(path, text);
  return { model: project.model(), text: (path) => project.textOf(path) ?? '' };
}

describe('the call graph', () => {
  const cases: { name: string; files: Record<string, string>; expected: Record<string, string> }[] = [
    {
      name: 'a function of the same file',
      files: { 'src/a.js': 'function load() {}\nfunction run() { load(); }\n' },
      expected: { load: 'src/a.js:load' },
    },
    {
      name: 'a method of the same class',
      files: { 'src/a.ts': "import './b';\nclass A { load() {} run() { this.load(); } }\n", 'src/b.ts': '' },
      expected: { 'this.load': 'src/a.ts:A.load' },
    },
    {
      name: 'a method that is inherited from another file',
      files: {
        'src/a.ts':
          "import { Base } from './base';\nexport class A extends Base { run() { this.load(); } }\n",
        'src/base.ts': 'export class Base { load() {} }\n',
      },
      expected: { 'this.load': 'src/base.ts:Base.load' },
    },
    {
      name: 'an imported function, by its name and by another',
      files: {
        'src/a.ts': "import { load, save as keep } from './b';\nexport function run() { load(); keep(); }\n",
        'src/b.ts': 'export function load() {}\nexport const save = () => {};\n',
      },
      expected: { load: 'src/b.ts:load', keep: 'src/b.ts:save' },
    },
    {
      name: 'a function of an object that a module exports',
      files: {
        'src/a.js': "const users = require('./b');\nfunction run() { users.load(); }\n",
        'src/b.js': 'function load() {}\nmodule.exports = { load };\n',
      },
      expected: { 'users.load': 'src/b.js:load' },
    },
    {
      name: 'a service that the constructor is given',
      files: {
        'src/a.ts':
          "import { B } from './b';\nexport class A { constructor(private readonly b: B) {} run() { this.b.load(); } }\n",
        'src/b.ts': 'export class B { load() {} }\n',
      },
      expected: { 'this.b.load': 'src/b.ts:B.load' },
    },
    {
      name: 'an instance that a module exports',
      files: {
        'src/a.ts': "import { b } from './b';\nexport function run() { b.load(); }\n",
        'src/b.ts': 'class B { load() {} }\nexport const b = new B();\n',
      },
      expected: { 'b.load': 'src/b.ts:B.load' },
    },
    {
      name: 'the one with a body of several signatures',
      files: {
        'src/a.ts':
          'function load(id: string): void;\nfunction load(id: number): void;\nfunction load(id: unknown) { keep(); }\nfunction keep() {}\nfunction run() { load(1); }\n',
      },
      expected: { keep: 'src/a.ts:keep', load: 'src/a.ts:load' },
    },
    {
      name: 'the only class that implements an interface',
      files: {
        'src/a.ts':
          "import { Users } from './users';\nexport class A { constructor(private users: Users) {} run() { this.users.byId(); } }\n",
        'src/users.ts': 'export interface Users { byId(): void }\n',
        'src/pg-users.ts':
          "import { Users } from './users';\nexport class PgUsers implements Users { byId() {} }\n",
      },
      expected: { 'this.users.byId': 'src/pg-users.ts:PgUsers.byId' },
    },
    {
      name: 'the only class that extends an abstract one',
      files: {
        'src/a.ts':
          "import { Users } from './users';\nexport class A { constructor(private users: Users) {} run() { this.users.byId(); } }\n",
        'src/users.ts': 'export abstract class Users { abstract byId(): void }\n',
        'src/pg-users.ts':
          "import { Users } from './users';\nexport class PgUsers extends Users { byId() {} }\n",
      },
      expected: { 'this.users.byId': 'src/pg-users.ts:PgUsers.byId' },
    },
    {
      name: 'of two classes the one that inversify binds',
      files: {
        'src/a.ts':
          "import { inject } from 'inversify';\nimport { Users } from './users';\nexport class A { constructor(@inject(TYPES.Users) private users: Users) {} run() { this.users.byId(); } }\n",
        ...usersTwice,
        'src/container.ts':
          "import { Container } from 'inversify';\nimport { PgUsers } from './pg-users';\nimport { Users } from './users';\nconst container = new Container();\ncontainer.bind<Users>(TYPES.Users).to(PgUsers).inSingletonScope();\n",
      },
      expected: { 'this.users.byId': 'src/pg-users.ts:PgUsers.byId' },
    },
    {
      name: 'of two classes the one that inversify is given',
      files: {
        'src/a.ts':
          "import { Users } from './users';\nexport class A { constructor(private users: Users) {} run() { this.users.byId(); } }\n",
        ...usersTwice,
        'src/container.ts':
          "import { Container } from 'inversify';\nimport { PgUsers } from './pg-users';\nimport { Users } from './users';\nconst container = new Container();\ncontainer.bind<Users>(TYPES.Users).toConstantValue(new PgUsers());\n",
      },
      expected: { 'this.users.byId': 'src/pg-users.ts:PgUsers.byId' },
    },
    {
      name: 'of two classes the one that a Nest module provides',
      files: {
        'src/a.ts':
          "import { Inject } from '@nestjs/common';\nimport { Users } from './users';\nexport class A { constructor(@Inject('USERS') private users: Users) {} run() { this.users.byId(); } }\n",
        ...usersTwice,
        'src/users.module.ts':
          "import { Module } from '@nestjs/common';\nimport { PgUsers } from './pg-users';\n@Module({ providers: [{ provide: 'USERS', useClass: PgUsers }] })\nexport class UsersModule {}\n",
      },
      expected: { 'this.users.byId': 'src/pg-users.ts:PgUsers.byId' },
    },
    {
      name: 'of two classes the one that tsyringe registers',
      files: {
        'src/a.ts':
          "import { inject } from 'tsyringe';\nimport { Users } from './users';\nexport class A { constructor(@inject('Users') private users: Users) {} run() { this.users.byId(); } }\n",
        ...usersTwice,
        'src/container.ts':
          "import { container } from 'tsyringe';\nimport { PgUsers } from './pg-users';\ncontainer.register('Users', { useClass: PgUsers });\n",
      },
      expected: { 'this.users.byId': 'src/pg-users.ts:PgUsers.byId' },
    },
    {
      name: 'none of two classes that nothing chooses between',
      files: {
        'src/a.ts':
          "import { Users } from './users';\nexport class A { constructor(private users: Users) {} run() { this.users.byId(); } }\n",
        ...usersTwice,
      },
      expected: {},
    },
    {
      name: 'what awilix makes for a name',
      files: {
        'src/a.js':
          'class A {\n  constructor({ users }) { this.users = users; }\n  run() { this.users.byId(); }\n}\nmodule.exports = A;\n',
        'src/users.js': 'class Users { byId() {} }\nmodule.exports = Users;\n',
        'src/container.js':
          "const { asClass, createContainer } = require('awilix');\nconst Users = require('./users');\nconst container = createContainer();\ncontainer.register({ users: asClass(Users).singleton() });\n",
      },
      expected: { 'this.users.byId': 'src/users.js:Users.byId' },
    },
    {
      name: 'a function that is taken out of what a factory returns',
      files: {
        'src/a.js':
          "const { makeUsers } = require('./b');\nconst { byId, byName: named } = makeUsers(pool);\nfunction run() { byId(); named(); }\n",
        'src/b.js':
          'const makeUsers = (pool) => {\n  const byId = () => {};\n  const byName = () => {};\n  return { byId, byName };\n};\nmodule.exports = { makeUsers };\n',
      },
      expected: { byId: 'src/b.js:byId', named: 'src/b.js:byName', makeUsers: 'src/b.js:makeUsers' },
    },
    {
      name: 'a function that is taken out of a parameter, through what a class keeps',
      files: {
        'src/a.ts':
          "import type { Queries } from './queries';\nexport function routes(queries: Queries) {\n  const { users: { byId } } = queries;\n  return () => byId();\n}\nexport function more({ users }: Queries) { users.byId(); }\n",
        'src/queries.ts':
          "import { makeUsers } from './users';\nexport class Queries { users = makeUsers(this.pool); constructor(private pool: Pool) {} }\n",
        'src/users.ts':
          'export const makeUsers = (pool: Pool) => {\n  const byId = async () => {};\n  return { byId };\n};\n',
      },
      expected: { byId: 'src/users.ts:byId', 'users.byId': 'src/users.ts:byId' },
    },
    {
      name: 'what the interface of a context leads on to',
      files: {
        'src/a.ts':
          "import type { Context } from './context';\nexport function run(context: Context) { context.services.users.byId(); }\n",
        'src/context.ts':
          "import type { Users } from './users';\nexport interface Services { users: Users }\nexport interface Context { services: Services }\n",
        'src/users.ts': 'export class Users { byId() {} }\n',
      },
      expected: { 'context.services.users.byId': 'src/users.ts:Users.byId' },
    },
    {
      name: 'a function that is handed over by its name',
      files: { 'src/a.js': 'function load(id) {}\nfunction run(ids) { ids.map(load); }\n' },
      expected: { load: 'src/a.js:load' },
    },
    {
      name: 'a file that is named from the root of the sources',
      files: {
        'src/a.ts': "import { load } from '@/lib/b';\nexport function run() { load(); }\n",
        'src/lib/b.ts': 'export function load() {}\n',
      },
      expected: { load: 'src/lib/b.ts:load' },
    },
    {
      name: 'no package and no value that nothing is known of',
      files: { 'src/a.js': "const x = require('x');\nfunction run(y) { x.load(); y.load(); }\n" },
      expected: {},
    },
  ];
  for (const { name, files, expected } of cases) {
    it(`finds ${name}`, async () => {
      const path = Object.keys(files).find((each) => each.startsWith('src/a.')) ?? '';
      assert.deepEqual(await targets(files, path), expected);
    });
  }

  it('reaches the queries of called functions, with the calls on the way', async () => {
    const { model } = await modelOf({
      'src/a.js': "const { load } = require('./b');\nfunction run(id) { return load(id); }\n",
      'src/b.js': `${pool}function load(id) { return one(id); }\nfunction one(id) { return ${query}; }\nmodule.exports = { load };\n`,
    });
    const file = model.files.get('src/a.js');
    assert.ok(file);
    const [reached, ...others] = model.calls.queriesOf({ file, index: 0 });
    assert.equal(others.length, 0);
    assert.deepEqual(
      reached?.through.map(({ file: where, call }) => `${where.path} ${call.callee}`),
      ['src/a.js ./b#load', 'src/b.js local#one'],
    );
  });

  it('counts a callback that runs at once as part of the function around it, and no other', async () => {
    const { model } = await modelOf({
      'src/a.js': `${pool}function now(ids) { return ids.map((id) => ${query}); }\nfunction then(emitter) { emitter.on('x', (id) => ${query}); }\n`,
    });
    const file = model.files.get('src/a.js');
    assert.ok(file);
    const count = (name: string) =>
      model.calls.queriesOf({ file, index: file.functions.findIndex((each) => each.name === name) }).length;
    assert.deepEqual([count('now'), count('then')], [1, 0]);
  });

  it('ends in functions that call each other', async () => {
    const { model } = await modelOf({
      'src/a.js': `${pool}function a(id) { b(id); return ${query}; }\nfunction b(id) { a(id); }\n`,
    });
    const file = model.files.get('src/a.js');
    assert.ok(file);
    assert.equal(model.calls.queriesOf({ file, index: 1 }).length, 1);
  });
});
