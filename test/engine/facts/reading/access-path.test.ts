import assert from 'node:assert/strict';
import { expressionIn, factsOf } from '../reading';

/** Code with one marked expression → what it denotes. */
const cases: [string, string | undefined][] = [
  // imports
  ["import pg from 'pg'; «pg.Pool»;", 'pg#Pool'],
  ["import * as pg from 'pg'; «pg.Pool»;", 'pg#Pool'],
  ["import { Pool } from 'pg'; «Pool»;", 'pg#Pool'],
  ["import { Pool as P } from 'pg'; new «P»();", 'pg#Pool'],
  ["import { default as pg } from 'pg'; «pg.Pool»;", 'pg#Pool'],
  ["import pg, { Pool } from 'pg'; «new Pool()»;", 'pg#Pool()'],
  ["import http from 'node:http'; «http.request»;", 'http#request'],
  ["import pg = require('pg'); «pg.Pool»;", 'pg#Pool'],
  ["import type { Pool } from 'pg'; const run = (db: Pool) => «db.query»;", 'pg#Pool().query'],
  // require
  ["const pg = require('pg'); «pg.Pool»;", 'pg#Pool'],
  ["const { Pool } = require('pg'); «Pool»;", 'pg#Pool'],
  ["const { Pool: P } = require('pg'); «P»;", 'pg#Pool'],
  ["const { Pool } = require('pg').default; «Pool»;", 'pg#Pool'],
  ["const { native: { Client } } = require('pg'); «Client»;", 'pg#native.Client'],
  ["const Pool = require('pg').Pool; «new Pool().query»;", 'pg#Pool().query'],
  ["const express = require('express'); «express().get»;", 'express#().get'],
  ["const db = require('knex')({}); «db»;", 'knex#()'],
  ["let pg; pg = require('pg'); «pg.Pool»;", 'pg#Pool'],
  // project files
  ["const db = require('./db'); «db.query»;", './db#query'],
  ["import { pool } from '../db/pool.js'; «pool.query»;", '../db/pool.js#pool.query'],
  // import()
  ["const run = async () => { const pg = await import('pg'); «pg.Pool»; };", 'pg#Pool'],
  ["const run = async () => { const { Pool } = await import('pg'); «Pool»; };", 'pg#Pool'],
  // aliases and what is made
  ["const pg = require('pg'); const P = pg.Pool; const pool = new P(); «pool.query»;", 'pg#Pool().query'],
  [
    "const { Pool } = require('pg'); const pool = new Pool(); const { query } = pool; «query»;",
    'pg#Pool().query',
  ],
  ["const { Pool } = require('pg'); let pool = null; pool = new Pool(); «pool.query»;", 'pg#Pool().query'],
  ["const { Pool } = require('pg'); const pool = global.pool ?? new Pool(); «pool»;", 'global#global.pool'],
  ["const { Pool } = require('pg'); const pool = globalThis.pool || new Pool(); «pool»;", 'pg#Pool()'],
  ["import { Pool } from 'pg'; const pool = new Pool() as any; «pool!.query»;", 'pg#Pool().query'],
  [
    "import { Pool } from 'pg'; const f = async () => { const c = await new Pool().connect(); «c.query»; };",
    'pg#Pool().connect().query',
  ],
  ["const a = require('a'); const [first] = a.list(); «first»;", 'a#list().0'],
  ["const a = require('a'); «a['get']»;", 'a#get'],
  ["const a = require('a'); «a[name]»;", undefined],
  ["const a = require('a'); const x = cond ? a.b : null; «x»;", 'a#b'],
  // classes
  [
    "import { Pool } from 'pg'; class R { private readonly pool = new Pool(); load() { return «this.pool.query»; } }",
    'pg#Pool().query',
  ],
  [
    "import { Pool } from 'pg'; class R { pool: Pool; load() { return «this.pool.query»; } }",
    'pg#Pool().query',
  ],
  [
    "import { DataSource } from 'typeorm'; class R { constructor(private readonly db: DataSource) {} load() { return «this.db.query»; } }",
    'typeorm#DataSource().query',
  ],
  [
    "const { Pool } = require('pg'); class R { constructor() { this.pool = new Pool(); } load() { return «this.pool.query»; } }",
    'pg#Pool().query',
  ],
  ['class R { constructor(db) { this.db = db; } load() { return «this.db.query»; } }', 'this#db.query'],
  ["const io = require('x'); class R { #db = io.open(); load() { return «this.#db.get»; } }", 'x#open().get'],
  // parameters
  ['const f = (db, x) => «db.query»;', 'param:0#query'],
  ['const f = (a, { db }) => «db.query»;', 'param:1#db.query'],
  ["import { Pool } from 'pg'; const f = (db: Pool | undefined) => «db»;", 'pg#Pool()'],
  ["import { Knex } from 'knex'; const f = (trx: Knex.Transaction) => «trx»;", 'knex#Knex.Transaction()'],
  // globals and the file's own
  ["«fetch»('x');", 'global#fetch'],
  ['«process.env.HOME»;', 'global#process.env.HOME'],
  ['const fetch = (x) => x; «fetch»;', 'local#fetch'],
  ['function load() {} «load»();', 'local#load'],
  ['class Repository {} const r = new Repository(); «r.load»;', 'local#Repository().load'],
  ["import { sql } from 'slonik'; «sql.unsafe`x`»;", 'slonik#sql.unsafe()'],
  // an inner name hides an outer one
  ["const pg = require('pg'); const f = (pg) => «pg.Pool»;", 'param:0#Pool'],
  ['const a = b; const b = a; «a»;', undefined],
  ['«1»;', undefined],
];

describe('access paths', () => {
  for (const [code, path] of cases) {
    it(code, async () => {
      const { file, expression } = await expressionIn(code, 'src/app.ts');
      assert.equal(file.paths.of(expression), path);
    });
  }

  it('are the same in JavaScript', async () => {
    const { file, expression } = await expressionIn(
      "const { Pool } = require('pg'); «new Pool().query»;",
      'a.js',
    );
    assert.equal(file.paths.of(expression), 'pg#Pool().query');
  });

  it('are found in a tree that nothing has bound yet', async () => {
    const { tokenChecks } = await factsOf(
      "import { JwtService } from '@nestjs/jwt'; class G { constructor(private jwt: JwtService) {} f() { this.jwt.verify('t', { ignoreExpiration: true }); } }",
      'src/g.ts',
    );
    assert.equal(tokenChecks.length, 1);
  });
});
