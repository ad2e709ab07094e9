import assert from 'node:assert/strict';
import { expressionIn } from '../reading';

/** Code with one marked expression → its origin, and where it is from. */
const cases: [string, string, string?][] = [
  // spelled out
  ["«'a'»;", 'constant'],
  ['«`a`»;', 'constant'],
  ['«42»;', 'constant'],
  ['«null»;', 'constant'],
  ['«undefined»;', 'constant'],
  ["const a = 'a'; «a»;", 'constant'],
  ["const a = 'a'; const b = `${a}b`; «b»;", 'constant'],
  ["«'a' + 'b'»;", 'constant'],
  ["const a = x ? 'a' : 'b'; «a»;", 'enumeration'],
  ["let a = 'a'; if (x) a = 'b'; «a»;", 'enumeration'],
  ["const list = ['a', 'b']; for (const a of list) «a»;", 'constant'],
  ["const map = { a: 'x', b: 'y' }; «map[key]»;", 'enumeration'],
  ["const map = { a: 'x', b: 'y' }; «map.a»;", 'constant'],
  ["const map = Object.freeze({ a: 'x' }); «map[key]»;", 'enumeration'],
  ["const map = { a: 'x' } as const; «map[key] ?? 'x'»;", 'enumeration'],
  ["enum Sort { A = 'a' } «Sort.A»;", 'enumeration'],
  ["import { COLUMNS } from './columns'; «COLUMNS»;", 'enumeration'],
  ["const { COLUMNS } = require('./columns'); «COLUMNS»;", 'enumeration'],
  ["function sort() { if (x) return 'a'; return 'b'; } «sort()»;", 'enumeration'],
  ["function sort() { return 'a'; } «sort()»;", 'constant'],
  // numbers
  ['«Number(req.query.n)»;', 'number'],
  ['const f = (req) => «Math.min(req.query.n, 5)»;', 'number'],
  ['const f = (req) => «parseInt(req.query.n, 10)»;', 'number'],
  ['const f = (req) => «+req.query.n»;', 'number'],
  ['const f = (req) => «req.query.a * 2»;', 'number'],
  ['const f = (list) => «list.length»;', 'number'],
  ['const f = (n: number) => «n»;', 'number'],
  ['const f = (o: { n: number }) => «o.n»;', 'number'],
  ['interface O { n: number } const f = (o: O) => «o.n»;', 'number'],
  ["const f = (s: 'a' | 'b') => «s»;", 'enumeration'],
  // placeholders and escapes
  ["const f = (ids) => «ids.map((_, i) => '$' + (i + 1)).join(', ')»;", 'placeholder'],
  ["const f = (ids) => «ids.map(() => '?').join()»;", 'placeholder'],
  ['const f = (client, req) => «client.escapeIdentifier(req.query.a)»;', 'escaped'],
  ["const format = require('pg-format'); const f = (req) => «format('%I', req.query.a)»;", 'escaped'],
  [
    "const format = require('pg-format'); const f = (req) => «format('%s', req.query.a)»;",
    'request',
    'req.query.a',
  ],
  ["const { randomUUID } = require('crypto'); «randomUUID()»;", 'escaped'],
  ["const sql = require('sql-template-tag'); const f = (x) => «sql`a = ${x}`»;", 'sql'],
  // configuration
  ['«process.env.SCHEMA»;', 'environment', 'process.env.SCHEMA'],
  ["import { config } from './config'; «config.schema»;", 'environment', 'config.schema'],
  ['class R { constructor(private table: string) {} f() { «this.table»; } }', 'environment'],
  // requests
  ['const f = (req, res) => «req.query.sort»;', 'request', 'req.query.sort'],
  ['const f = (request) => «request.params.id»;', 'request', 'request.params.id'],
  ['const f = (ctx) => «ctx.request.body.name»;', 'request', 'ctx.request.body.name'],
  ["const f = (c) => «c.req.param('id')»;", 'request', 'c.req.param'],
  ['const f = (r: Request) => «r.body.x»;', 'request', 'r.body.x'],
  ['const f = (req) => { const { sort } = req.query; «sort»; };', 'request', 'req.query.sort'],
  ['const f = (req) => { const { query: { sort } } = req; «sort»; };', 'request', 'req.query.sort'],
  ['const f = ({ query }, res) => «query.sort»;', 'request', 'query.sort'],
  ["const f = (req) => «req.query.sort || 'name'»;", 'request', 'req.query.sort'],
  ['const f = (req) => «req.query.sort.trim().toLowerCase()»;', 'request', 'req.query.sort'],
  ['const f = (req) => «`%${req.query.q}%`»;', 'request', 'req.query.q'],
  ["const f = (req) => { let where = 'a'; where += req.query.b; «where»; };", 'request', 'req.query.b'],
  ['const f = (req) => { const l = []; l.push(req.query.b); «l.join()»; };', 'request', 'req.query.b'],
  ['const f = (req) => { const g = (x) => x; return «g(req.query.a)»; };', 'request', 'req.query.a'],
  ['function g(x) { «x»; } const f = (req) => g(req.query.a);', 'request', 'req.query.a'],
  ['class C { find(@Query() name: string) { «name»; } }', 'request', 'name'],
  ["class C { find(@Query('n', ParseIntPipe) n) { «n»; } }", 'number'],
  ['const f = (req) => req.query.tags.map((tag) => «tag»);', 'request', 'req.query.tags'],
  // what the server put on the request itself
  ['const f = (req) => «req.user.id»;', 'parameter', 'req.user.id'],
  // guards
  ["const f = (req) => { if (!['a'].includes(req.query.s)) return; «req.query.s»; };", 'enumeration'],
  ['const f = (req) => { if (!allowed.has(req.query.s)) throw new Error(); «req.query.s»; };', 'enumeration'],
  ['const f = (req) => { if (!(req.query.s in map)) { return; } «req.query.s»; };', 'enumeration'],
  ['const f = (req) => { const s = req.query.s; if (allowed.includes(s)) { «s»; } };', 'enumeration'],
  ["const f = (req) => allowed.includes(req.query.s) ? «req.query.s» : 'a';", 'enumeration'],
  ["const f = (req) => «['a', 'b'].includes(req.query.s) ? req.query.s : 'a'»;", 'enumeration'],
  ["const f = (req) => { switch (req.query.s) { case 'a': «req.query.s»; } };", 'enumeration'],
  [
    "const f = (req) => { «req.query.s»; if (!['a'].includes(req.query.s)) return; };",
    'request',
    'req.query.s',
  ],
  [
    "const f = (req) => { if (!['a'].includes(req.query.t)) return; «req.query.s»; };",
    'request',
    'req.query.s',
  ],
  [
    "const f = (req) => { if (!['a'].includes(req.query.s)) log(); «req.query.s»; };",
    'request',
    'req.query.s',
  ],
  // parameters and what nobody knows
  ['export const f = (column) => «column»;', 'parameter', 'column'],
  ["function f(column) { return «column»; } f('a'); f('b');", 'enumeration'],
  ["function f(column) { return «column»; } f('a'); app.use(f);", 'parameter', 'column'],
  ["export function f(column) { return «column»; } f('a');", 'parameter', 'column'],
  ["class R { private f(c) { return «c»; } g() { this.f('a'); } }", 'enumeration'],
  ["class R { f(c) { return «c»; } g() { this.f('a'); } }", 'parameter', 'c'],
  ['«somewhere()»;', 'unknown'],
  ['«somewhere»;', 'unknown'],
  ["import { build } from './build'; «build('a')»;", 'unknown'],
  ["import { build } from './build'; const f = (req) => «build(req.query.a)»;", 'request', 'req.query.a'],
  // cycles end
  ['let a = b; let b = a; «a»;', 'constant'],
];

describe('where values come from', () => {
  for (const [code, origin, from] of cases) {
    it(`${origin}: ${code}`, async () => {
      const { file, expression } = await expressionIn(code, 'src/app.ts');
      const source = file.values.of(expression);
      assert.deepEqual([source.origin, source.from], [origin, from]);
    });
  }

  it('names what another file can tell', async () => {
    for (const code of [
      "import { columns } from './columns'; «columns»;",
      "const { columns } = require('./columns'); «columns»;",
      "import * as text from './columns'; «text.columns»;",
    ]) {
      const { file, expression } = await expressionIn(code, 'src/app.ts');
      const references = file.values.of(expression).elsewhere?.references;
      assert.deepEqual(references, [{ path: './columns#columns' }], code);
    }
  });
});
