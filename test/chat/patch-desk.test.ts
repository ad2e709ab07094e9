import assert from 'node:assert/strict';
import { Conversation } from '../../src/chat/conversation';
import { type Application, PatchDesk } from '../../src/chat/patch/desk';
import { fileEdit, type Patch, PatchRefused } from '../../src/chat/patch/patch';
import { resolvePatch } from '../../src/chat/patch/resolve';
import { verifyFiles } from '../../src/chat/patch/verify';
import { emptyConversation } from '../../src/chat/stored';
import { contextOf, knowledgeOf, scripted } from './fakes';

const uri = 'file:///projects/shop/a.js';
const base = Array.from({ length: 30 }, (_, index) => `line${index};`).join('\n');
const changed = (...at: number[]): string =>
  base
    .split('\n')
    .map((line, index) => (at.includes(index) ? `new${index};` : line))
    .join('\n');

/** An editor with one file, a conversation with one patch of three hunks for it, and a desk. */
async function setUp(more: { breaks?: (text: string) => boolean } = {}) {
  const editor = { text: base, closed: 0, shown: '' };
  const knowledge = knowledgeOf(contextOf([]), {
    readText: async () => ({ text: editor.text, version: 1 }),
    checkChanges: async ([change]) => ({
      syntaxErrors:
        change && more.breaks?.(change.text) ? [{ path: 'a.js', line: 1, message: 'Unexpected' }] : [],
      gone: [],
      brought: [],
    }),
  });
  const conversation = new Conversation(emptyConversation());
  const file = fileEdit(uri, 'a.js', base, changed(2, 14, 26));
  assert.ok(file);
  const target = {
    uri,
    path: 'a.js',
    range: { start: { line: 1, character: 0 }, end: { line: 2, character: 3 } },
  };
  await conversation.ask(
    { text: 'Why?', targets: [target] },
    scripted(async function* () {
      yield {
        type: 'patch',
        patch: { title: 'Change', safe: false, files: [file] },
        check: { state: 'checked', syntaxErrors: [], gone: [], brought: [] },
      };
      yield { type: 'done', reason: 'end' };
    }),
    knowledge,
  );
  const apply = async (patch: Patch, isPart: boolean): Promise<Application> => {
    const fitted = await resolvePatch(patch, knowledge);
    if (!fitted.ok) return fitted;
    const check = isPart || fitted.moved ? await verifyFiles(fitted.files, knowledge) : undefined;
    if (check?.state === 'checked' && check.syntaxErrors.length > 0)
      return { ok: false, reason: 'It would not parse.', check };
    editor.text = fitted.files[0]?.text ?? '';
    return { ok: true, files: fitted.files, check };
  };
  const desk = new PatchDesk(() => conversation, knowledge, {
    fit: (patch) => resolvePatch(patch, knowledge),
    apply,
    preview: async (_id, _title, files) => {
      editor.shown = files[0]?.file.text ?? '';
    },
    close: async () => {
      editor.closed++;
    },
  });
  const id = '3';
  const part = () => {
    const found = conversation.patch(id);
    assert.ok(found);
    return found;
  };
  return { editor, desk, conversation, id, part };
}

describe('a patch on the desk', () => {
  it('is accepted whole', async () => {
    const { editor, desk, id, part } = await setUp();
    await desk.accept(id);
    assert.equal(editor.text, changed(2, 14, 26));
    assert.deepEqual([part().fate, editor.closed], [{ state: 'accepted' }, 1]);
    await desk.accept(id);
    await desk.reject(id);
    assert.deepEqual(part().fate, { state: 'accepted' }, 'and stays so');
  });

  it('is accepted and rejected by hunk, in any order', async () => {
    const { editor, desk, id, part } = await setUp();
    await desk.accept(id, { file: 0, hunk: 1 });
    assert.equal(editor.text, changed(14));
    assert.deepEqual(part().fate, { state: 'proposed' });
    await desk.reject(id, { file: 0, hunk: 0 });
    await desk.preview(id);
    assert.equal(editor.shown, changed(14, 26), 'the diff shows what is open');
    await desk.accept(id, { file: 0, hunk: 2 });
    assert.equal(editor.text, changed(14, 26));
    assert.deepEqual([part().fate, editor.closed], [{ state: 'partly' }, 1]);
  });

  it('is rejected whole, or by its last hunk', async () => {
    const { editor, desk, id, part } = await setUp();
    await desk.reject(id, { file: 0 });
    assert.deepEqual([part().fate, editor.text], [{ state: 'rejected' }, base]);
  });

  it('follows a file that grew meanwhile, hunk by hunk', async () => {
    const { editor, desk, id } = await setUp();
    editor.text = `// new\n${base}`;
    await desk.accept(id, { file: 0, hunk: 0 });
    await desk.accept(id);
    assert.equal(editor.text, `// new\n${changed(2, 14, 26)}`);
  });

  it('is refused with the reason where its lines are gone, and can be tried again', async () => {
    const { editor, desk, id, part } = await setUp();
    editor.text = base.replace('line14', 'other');
    await desk.accept(id);
    assert.equal(part().fate.state, 'outdated');
    assert.match(part().fate.reason ?? '', /no longer as they were/);
    await desk.preview(id);
    assert.equal(part().fate.state, 'outdated');
    editor.text = base;
    await desk.preview(id);
    assert.equal(part().fate.state, 'proposed');
    await desk.accept(id);
    assert.equal(editor.text, changed(2, 14, 26));
  });

  it('is not taken in a part that breaks the file', async () => {
    const { editor, desk, id, part } = await setUp({
      breaks: (text) => text.includes('new2') && !text.includes('new14'),
    });
    await desk.accept(id, { file: 0, hunk: 0 });
    assert.deepEqual([part().fate.state, editor.text], ['outdated', base]);
    await desk.accept(id);
    assert.equal(editor.text, changed(2, 14, 26));
  });

  it('is written once, however often one clicks', async () => {
    const { editor, desk, id } = await setUp();
    await Promise.all([desk.accept(id), desk.accept(id), desk.accept(id, { file: 0, hunk: 0 })]);
    assert.equal(editor.text, changed(2, 14, 26));
  });

  it('does nothing for what is not there', async () => {
    const { editor, desk, id } = await setUp();
    await desk.accept('99');
    await desk.accept(id, { file: 7 });
    await desk.reject(id, { file: 0, hunk: 99 });
    await desk.preview('99');
    assert.equal(editor.text, base);
  });
});

describe('code of an answer, proposed as a patch', () => {
  it('replaces the lines that were asked about, or those that are selected now', async () => {
    const { desk, conversation, editor } = await setUp();
    await desk.propose('2', 'first();\nsecond();\n', undefined);
    const message = conversation.messages[1];
    assert.ok(message?.role === 'assistant');
    const part = message.parts.at(-1);
    assert.ok(part?.kind === 'patch');
    await desk.accept(part.id);
    assert.equal(editor.text, base.replace('line1;\nline2;', 'first();\nsecond();'));
  });

  it('asks for a selection where it is not clear what it replaces', async () => {
    const { desk } = await setUp();
    await assert.rejects(() => desk.propose('99', 'x', undefined), PatchRefused);
    await assert.rejects(() => desk.propose('99', 'x', { uri, path: 'a.js' }), /Select the lines/);
  });

  it('is indented as the line that it replaces, and keeps the file’s line endings', async () => {
    const { desk, editor, conversation } = await setUp();
    editor.text = 'f(() => {\r\n  old();\r\n});\r\n';
    const range = { start: { line: 1, character: 2 }, end: { line: 1, character: 8 } };
    await desk.propose('2', 'a();\n\nb();', { uri, path: 'a.js', range });
    const message = conversation.messages[1];
    const part = message?.role === 'assistant' ? message.parts.at(-1) : undefined;
    assert.ok(part?.kind === 'patch');
    await desk.accept(part.id);
    assert.equal(editor.text, 'f(() => {\r\n  a();\r\n\r\n  b();\r\n});\r\n');
  });
});
