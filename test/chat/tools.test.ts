import assert from 'node:assert/strict';
import type { Knowledge } from '../../src/chat/knowledge';
import { SecretMasker } from '../../src/chat/safety/mask-secrets';
import { Toolbox, type ToolLimits } from '../../src/chat/tools/toolbox';
import { contextOf, knowledgeOf, missingTenant, ticketsText } from './fakes';

const path = 'src/routes/tickets.js';

function toolbox(more: Partial<Knowledge> = {}, limits?: ToolLimits): Toolbox {
  const knowledge = knowledgeOf(contextOf([missingTenant()]), more);
  return new Toolbox({ knowledge, masker: new SecretMasker(knowledge) }, limits);
}

const call = (name: string, input: unknown, box = toolbox()) => box.call({ id: '1', name, input });

describe('tools', () => {
  it('are described for models: closed inputs, what they return, no way to write', () => {
    for (const { name, description, inputSchema } of toolbox().definitions) {
      assert.match(name, /^[a-z]+(_[a-z]+)+$/);
      assert.ok(description.length > 60, name);
      assert.equal(inputSchema.additionalProperties, false);
      for (const required of inputSchema.required) assert.ok(required in inputSchema.properties);
    }
    assert.ok(!toolbox().definitions.some(({ name }) => /write|run|exec|delete|shell/.test(name)));
  });

  it('read lines of a file, with numbers', async () => {
    const { result, step } = await call('read_file', { path, first_line: 3, last_line: 4 });
    assert.match(result.text, /\n3\| async function listTickets\(req, res\) \{\n4\| {3}const \{ rows \}/);
    assert.match(result.text, /\(11 lines in all\)/);
    assert.deepEqual(step, {
      id: 'call 1',
      label: 'Reading src/routes/tickets.js:3-4',
      state: 'done',
      detail: '2 lines',
    });
  });

  for (const [name, input, words] of [
    ['read_file', { path: '../outside.js' }, /out of bounds/],
    ['read_file', { path: '.git/config' }, /out of bounds/],
    ['read_file', { path: 'gone.js' }, /There is no file gone\.js/],
    ['read_file', { path, first_line: 400 }, /has 11 lines/],
    ['read_file', { path, first_line: 0 }, /whole number from 1 on/],
    ['read_file', { path: 7 }, /"path" must be a text/],
    ['read_file', { path: 'x'.repeat(501) }, /longer than 500/],
    ['read_file', 'a string', /"path" must be a text/],
    ['read_file', [path], /"path" must be a text/],
    ['look_up_table', { name: 'gone' }, /no table gone\. There are: tickets/],
    ['look_up_rule', { rule: 'no/rule' }, /There are: database\/select-star/],
    ['run_shell', { command: 'rm' }, /There is no tool run_shell/],
    ['propose_patch', { title: 'x', files: [] }, /list that is not empty/],
    ['propose_patch', { title: 'x', files: [{ path }] }, /either "edits" or "content"/],
    ['propose_patch', { title: 'x', files: [{ path, content: 'x' }] }, /is there already/],
    ['propose_patch', { title: 'x', files: [{ path, edits: [{ old: '', new: 'x' }] }] }, /"old" is empty/],
    [
      'propose_patch',
      { title: 'x', files: [{ path, edits: [{ old: 'const', new: 'const' }] }] },
      /more than once/,
    ],
    [
      'propose_patch',
      { title: 'x', files: [{ path: 'a/node_modules/x.js', content: 'x' }] },
      /out of bounds/,
    ],
  ] as const) {
    it(`refuse ${name} ${JSON.stringify(input).slice(0, 70)} in words for the model`, async () => {
      const { result, step, patch } = await call(name, input);
      assert.ok(result.failed);
      assert.match(result.text, words);
      assert.equal(step.state, 'failed');
      assert.equal(patch, undefined);
    });
  }

  it('tell what broke, and do not break the answer', async () => {
    const box = toolbox({ search: () => Promise.reject(new Error('The server is gone.')) });
    const { result } = await call('search_workspace', { text: 'x' }, box);
    assert.ok(result.failed);
    assert.match(result.text, /The server is gone/);
  });

  it('look up findings, tables, routes, rules and text', async () => {
    assert.match(
      (await call('list_findings', {})).result.text,
      /error database\/missing-tenant-filter at src\/routes\/tickets\.js:9/,
    );
    assert.match((await call('look_up_table', {})).result.text, /tickets \(id, tenant_id, title\)/);
    assert.match((await call('look_up_routes', { match: 'x' })).result.text, /None\./);
    assert.match((await call('look_up_rule', { rule: 'database/select-star' })).result.text, /## Root cause/);
    assert.match(
      (await call('search_workspace', { text: 'showTicket' })).result.text,
      /tickets\.js:8\| async function showTicket/,
    );
  });

  it('give no more than they may: in one result, in one answer', async () => {
    const long = { readText: async () => ({ text: 'x'.repeat(5000), version: 1 }) };
    const box = toolbox(long, { calls: 3, result: 1000, all: 1500 });
    const first = await call('read_file', { path }, box);
    assert.ok(first.result.text.length < 1300);
    assert.match(first.result.text, /cut; ask for less at once/);
    await call('read_file', { path }, box);
    assert.match((await call('read_file', { path }, box)).result.text, /looked up as much as one answer may/);
    assert.match(
      (await call('read_file', { path }, box)).result.text,
      /all the calls that one answer may make/,
    );
  });

  it('read no binary file', async () => {
    const box = toolbox({ readText: async () => ({ text: 'a\0b', version: null }) });
    assert.match((await call('read_file', { path }, box)).result.text, /is not a text file/);
  });
});

describe('a patch for a file with secrets', () => {
  const secret = ticketsText.replace("require('../db')", "require('../db')('hunter2')");
  const edit = async (old: string, next: string) => {
    const box = toolbox({ readText: async () => ({ text: secret, version: 1 }) });
    const { patch, result } = await call(
      'propose_patch',
      { title: 'x', files: [{ path, edits: [{ old, new: next }] }] },
      box,
    );
    const [file] = patch?.patch.files ?? [];
    return {
      result,
      after: file?.kind === 'edit' ? file.hunks.map(({ anchor }) => anchor.after).join('') : undefined,
    };
  };

  it('is found where the model saw names, and keeps the secret where the name is kept', async () => {
    const { after, result } = await edit(
      "require('../db')('MASKED_SECRET_1');",
      "connect('MASKED_SECRET_1');",
    );
    assert.match(after ?? '', /connect\('hunter2'\);/);
    assert.ok(!result.text.includes('hunter2'));
  });

  it('can take the secret out', async () => {
    const { after } = await edit("'MASKED_SECRET_1'", 'process.env.DB_PASSWORD');
    assert.match(after ?? '', /require\('\.\.\/db'\)\(process\.env\.DB_PASSWORD\);/);
  });

  it('changes what stands behind it at the right place', async () => {
    const { after } = await edit('async function showTicket', 'async function readTicket');
    assert.equal(after, 'async function readTicket(req, res) {\n');
  });
});
