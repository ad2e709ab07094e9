import assert from 'node:assert/strict';
import { insideWorkspace } from '../../src/chat/patch/boundary';
import {
  fileCreation,
  fileEdit,
  type Patch,
  PatchRefused,
  patchFromChanges,
} from '../../src/chat/patch/patch';
import { resolvePatch } from '../../src/chat/patch/resolve';
import { badgeOf, verifyPatch } from '../../src/chat/patch/verify';
import {
  contextOf,
  knowledgeOf,
  missingTenant,
  nothingChanges,
  rangeOf,
  root,
  selectStar,
  ticketsText,
  ticketsUri,
} from './fakes';

const base = ['function a() {', '  return 1;', '}', '', 'function b() {', '  return 1;', '}', ''].join('\n');
/** Changes the body of `b`, whose line stands in `a` too: only its surroundings tell them apart. */
const next = base.replace('function b() {\n  return 1;', 'function b() {\n  return 2;');

function patchOf(from: string, to: string): Patch {
  const file = fileEdit('file:///w/x.js', 'x.js', from, to);
  assert.ok(file);
  return { title: 'Change', safe: true, files: [file] };
}

function resolved(patch: Patch, current: string | undefined) {
  return resolvePatch(patch, {
    readText: async () => (current === undefined ? undefined : { text: current, version: 1 }),
  });
}

async function fitted(patch: Patch, current: string): Promise<string> {
  const result = await resolved(patch, current);
  assert.ok(result.ok, result.ok ? '' : result.reason);
  return result.files[0]?.text ?? '';
}

describe('patch: anchoring', () => {
  it('gives the new text for an unchanged file', async () => {
    assert.equal(await fitted(patchOf(base, next), base), next);
  });

  it('follows its lines when the file grew above them', async () => {
    const result = await resolved(patchOf(base, next), `// new\n${base}`);
    assert.ok(result.ok && result.moved);
    assert.equal(result.files[0]?.text, `// new\n${next}`);
  });

  it('edits no more than what differs', async () => {
    const result = await resolved(patchOf(base, next), base);
    const [file] = result.ok ? result.files : [];
    assert.ok(file?.kind === 'edit');
    assert.deepEqual(
      file.edits.map(({ start, end, text }) => [base.slice(start, end), text]),
      [['1', '2']],
    );
  });

  it('refuses when its lines changed', async () => {
    const result = await resolved(patchOf(base, next), base.replaceAll('return 1', 'return 7'));
    assert.ok(!result.ok);
    assert.match(result.reason, /x\.js: The lines that it changes are no longer as they were/);
  });

  it('refuses when its lines now stand twice', async () => {
    const result = await resolved(patchOf(base, next), base + base);
    assert.ok(!result.ok);
    assert.match(result.reason, /more than one place/);
  });

  it('refuses when it has been applied already', async () => {
    const result = await resolved(patchOf(base, next), next);
    assert.ok(!result.ok);
    assert.match(result.reason, /already there/);
  });

  it('refuses when the file is gone, and to create one that is there', async () => {
    assert.ok(!(await resolved(patchOf(base, next), undefined)).ok);
    const creation: Patch = {
      title: 'New',
      safe: false,
      files: [fileCreation('file:///w/n.sql', 'n.sql', 'SELECT 1;\n')],
    };
    assert.ok((await resolved(creation, undefined)).ok);
    assert.ok(!(await resolved(creation, '')).ok);
  });

  it('keeps the line endings of the file, also when they changed meanwhile', async () => {
    const crlf = base.replaceAll('\n', '\r\n');
    assert.equal(
      await fitted(patchOf(crlf, crlf.replace('b() {\r\n  return 1', 'b() {\r\n  return 2')), crlf),
      next.replaceAll('\n', '\r\n'),
    );
    assert.equal(await fitted(patchOf(base, next), crlf), next.replaceAll('\n', '\r\n'));
  });

  it('inserts, deletes and changes in one file, each where it belongs', async () => {
    const from = Array.from({ length: 40 }, (_, i) => `line ${i}`).join('\n');
    const to = from
      .replace('line 3\n', 'line 3\ninserted\n')
      .replace('line 20\n', '')
      .replace('line 39', 'the end');
    assert.equal(await fitted(patchOf(from, to), from), to);
    assert.equal(await fitted(patchOf(from, to), `above\n${from}`), `above\n${to}`);
    assert.equal(
      await fitted(patchOf(from, to), from.replace('line 30', 'other')),
      to.replace('line 30', 'other'),
    );
  });

  it('fills an empty file and empties a full one', async () => {
    assert.equal(await fitted(patchOf('', 'a\n'), ''), 'a\n');
    assert.equal(await fitted(patchOf('a\n', ''), 'a\n'), '');
  });

  it('gives the new text for random edits, and after text was put above', async () => {
    let seed = 7;
    const random = (below: number): number => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return seed % below;
    };
    for (let round = 0; round < 200; round++) {
      const from = Array.from({ length: random(30) }, () => 'abc'[random(3)] ?? '').join('\n');
      const lines = from.split('\n');
      for (let i = 0; i < 1 + random(4); i++)
        lines.splice(random(lines.length + 1), random(2), `new ${random(3)}`);
      const to = lines.join('\n');
      if (from === to) continue;
      assert.equal(await fitted(patchOf(from, to), from), to);
      const above = await resolved(patchOf(from, to), `unrelated\n${from}`);
      if (above.ok) assert.equal(above.files[0]?.text, `unrelated\n${to}`, JSON.stringify({ from, to }));
    }
  });

  it('is JSON', async () => {
    const patch: Patch = JSON.parse(JSON.stringify(patchOf(base, next)));
    assert.equal(await fitted(patch, base), next);
  });
});

describe('patch: from fixes', () => {
  const pathOf = () => 'src/routes/tickets.js';
  const knowledge = knowledgeOf(contextOf([]));

  it('joins the edits of several fixes of a file', async () => {
    const changes = [selectStar(2), selectStar(1)].flatMap(({ fixes }) => fixes[0]?.changes ?? []);
    const patch = await patchFromChanges('Name', true, changes, knowledge, pathOf);
    assert.equal(await fitted(patch, ticketsText), ticketsText.replaceAll('*', 'id, tenant_id, title'));
  });

  it('refuses edits that overlap', async () => {
    const range = rangeOf(ticketsText, 'SELECT *');
    const changes = [
      selectStar(1).fixes[0]?.changes ?? [],
      [{ uri: ticketsUri, version: 3, edits: [{ range, newText: '' }] }],
    ];
    await assert.rejects(patchFromChanges('x', true, changes.flat(), knowledge, pathOf), PatchRefused);
  });
});

describe('patch: verification', () => {
  const patch = (): Promise<Patch> =>
    patchFromChanges(
      'Name',
      true,
      selectStar(1).fixes[0]?.changes ?? [],
      knowledgeOf(contextOf([])),
      () => 'src/routes/tickets.js',
    );

  it('runs the rules on the patched text', async () => {
    let text = '';
    const knowledge = knowledgeOf(contextOf([]), {
      checkChanges: async ([change]) => {
        text = change?.text ?? '';
        return { ...nothingChanges, gone: [selectStar(1)] };
      },
    });
    const check = await verifyPatch(await patch(), knowledge);
    assert.match(text, /SELECT id, tenant_id, title FROM tickets WHERE tenant_id/);
    assert.deepEqual(badgeOf(check), {
      tone: 'good',
      label: 'Removes 1 finding, brings none',
      details: ['removes database/select-star at src/routes/tickets.js:4'],
    });
  });

  it('warns of what it brings, and loudly of errors and broken syntax', () => {
    const gone = [{ ruleId: 'a/b', path: 'x', line: 1, severity: 'warning' as const }];
    const warning = { ruleId: 'c/d', path: 'x', line: 1, severity: 'warning' as const };
    const error = { ...warning, severity: 'error' as const };
    const base = { state: 'checked' as const, syntaxErrors: [], gone, brought: [] };
    assert.deepEqual(labelOf({ ...base, brought: [warning] }), ['warning', 'Removes 1 finding, brings 1']);
    assert.deepEqual(labelOf({ ...base, brought: [error] }), ['bad', 'Removes 1 finding, brings 1']);
    assert.deepEqual(labelOf({ ...base, gone: [], brought: [warning] }), [
      'warning',
      'Removes none, brings 1 finding',
    ]);
    assert.deepEqual(labelOf({ ...base, gone: [] }), ['neutral', 'Removes no finding, brings none']);
    assert.deepEqual(labelOf({ ...base, syntaxErrors: [{ path: 'x', line: 2, message: 'm' }] }), [
      'bad',
      'Does not parse',
    ]);
  });

  it('says when it could not be made', async () => {
    const knowledge = knowledgeOf(contextOf([missingTenant()]), {
      checkChanges: async () => {
        throw new Error('The server is gone.');
      },
    });
    const check = await verifyPatch(await patch(), knowledge);
    assert.deepEqual(badgeOf(check), {
      tone: 'warning',
      label: 'Not checked',
      details: ['The server is gone.'],
    });
  });

  function labelOf(check: Parameters<typeof badgeOf>[0]): string[] {
    const { tone, label } = badgeOf(check);
    return [tone, label];
  }
});

describe('patch: boundary', () => {
  for (const inside of [
    'src/a.ts',
    'a b/c.sql',
    '.github/workflows/ci.yml',
    'src/..a/b',
    'my.git/x',
    '%C3%A4.js',
  ]) {
    it(`allows ${inside}`, () => assert.ok(insideWorkspace(`${root}/${inside}`, [root]).ok));
  }
  it('takes both spellings of a Windows drive', () => {
    assert.ok(insideWorkspace('file:///C%3A/shop/a.js', ['file:///c%3A/shop']).ok);
    assert.ok(!insideWorkspace('file:///D%3A/shop/a.js', ['file:///c%3A/shop']).ok);
  });

  for (const outside of [
    `${root}/../other/x.js`,
    `${root}/a/../../x.js`,
    `${root}/a/%2e%2e/%2e%2e/x.js`,
    `${root}/a/%252e%252e/x.js`,
    `${root}/a/..%2f..%2fx.js`,
    `${root}/a%5c..%5cx.js`,
    `${root}/.git/hooks/pre-commit`,
    `${root}/packages/.GIT/config`,
    `${root}/.git./config`,
    `${root}/git~1/config`,
    `${root}/a.js%00.png`,
    `${root}`,
    `${root}/`,
    `${root}-evil/x.js`,
    'file:///etc/passwd',
    'file://server/projects/shop/x.js',
    'http://example.com/projects/shop/x.js',
    `vscode-userdata:/projects/shop/x.js`,
    `${root}/a.js?x`,
    'src/a.js',
    '',
  ]) {
    it(`refuses ${outside || 'nothing'}`, () => assert.ok(!insideWorkspace(outside, [root]).ok));
  }
});
