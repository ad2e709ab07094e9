import assert from 'node:assert/strict';
import { Conversation } from '../../src/chat/conversation';
import { AppliedSteps, markOf } from '../../src/chat/patch/applied';
import { PatchDesk } from '../../src/chat/patch/desk';
import { fileCreation, fileEdit } from '../../src/chat/patch/patch';
import { resolvePatch } from '../../src/chat/patch/resolve';
import { emptyConversation } from '../../src/chat/stored';
import { contextOf, knowledgeOf } from './fakes';

const lines = (...changed: number[]): string =>
  Array.from({ length: 30 }, (_, at) => (changed.includes(at) ? `new${at};` : `line${at};`)).join('\n');
const [a, b, c] = ['file:///shop/a.js', 'file:///shop/b.js', 'file:///shop/c.js'] as const;

/** An editor with two files and an undo stack, and a patch of both that makes a third. */
function setUp() {
  const texts = new Map<string, string>([
    [a, lines()],
    [b, lines()],
  ]);
  const undone: Map<string, string>[] = [];
  const checked: string[][] = [];
  const knowledge = knowledgeOf(contextOf([]), {
    readText: async (uri) => {
      const text = texts.get(uri);
      return text === undefined ? undefined : { text, version: 1 };
    },
    checkChanges: async (changes) => {
      checked.push(changes.map(({ uri }) => uri));
      return { syntaxErrors: [], gone: [], brought: [] };
    },
  });
  const conversation = new Conversation(emptyConversation());
  const files = [fileEdit(a, 'a.js', lines(), lines(2, 20)), fileEdit(b, 'b.js', lines(), lines(9))];
  assert.ok(files[0] && files[1]);
  const id = conversation.adoptPatch(
    { text: '', targets: [] },
    { id: 'x', label: 'X' },
    { title: 'Change', safe: false, files: [files[0], files[1], fileCreation(c, 'c.js', 'made();\n')] },
    { state: 'checked', syntaxErrors: [], gone: [], brought: [] },
  );
  const desk = new PatchDesk(() => conversation, knowledge, {
    fit: (patch) => resolvePatch(patch, knowledge),
    apply: async (patch) => {
      const fitted = await resolvePatch(patch, knowledge);
      if (!fitted.ok) return fitted;
      undone.push(new Map(texts));
      for (const { uri, text } of fitted.files) texts.set(uri, text);
      return { ok: true, files: fitted.files };
    },
    preview: async () => {},
    close: async () => {},
  });
  /** The editor has these texts again, as after an undo or a redo. */
  const become = async (wanted: ReadonlyMap<string, string>): Promise<void> => {
    texts.clear();
    for (const [uri, text] of wanted) texts.set(uri, text);
    for (const uri of [a, b, c]) await desk.noticed((one) => one === uri);
  };
  const undo = async (): Promise<Map<string, string>> => {
    const after = new Map(texts);
    const before = undone.pop();
    assert.ok(before);
    await become(before);
    return after;
  };
  const state = () => {
    const part = conversation.patch(id);
    return { fate: part?.fate.state, decided: part?.decided };
  };
  return { texts, checked, desk, id, become, undo, state };
}

describe('an accepted patch that is undone in the editor', () => {
  it('is to be decided again, whole, and accepted again by a redo', async () => {
    const { texts, desk, id, become, undo, state } = setUp();
    await desk.accept(id);
    assert.deepEqual([state().fate, texts.get(c)], ['accepted', 'made();\n']);
    const after = await undo();
    assert.deepEqual(state(), { fate: 'proposed', decided: {} });
    await become(after);
    assert.equal(state().fate, 'accepted');
    await become(
      new Map([
        [a, lines()],
        [b, lines()],
      ]),
    );
    await desk.accept(id);
    assert.deepEqual([state().fate, texts.get(a), texts.get(b)], ['accepted', lines(2, 20), lines(9)]);
  });

  it('is open only in what was taken back: one file, one hunk', async () => {
    const { texts, desk, id, become, undo, state } = setUp();
    await desk.accept(id, { file: 0, hunk: 0 });
    await desk.accept(id, { file: 0, hunk: 1 });
    await desk.reject(id, { file: 1 });
    assert.deepEqual(state().decided, { '0.0': 'accepted', '0.1': 'accepted', '1.0': 'rejected' });
    await undo();
    assert.deepEqual(state().decided, { '0.0': 'accepted', '1.0': 'rejected' });
    await undo();
    assert.deepEqual(state().decided, { '1.0': 'rejected' });
    await desk.accept(id, { file: 0 });
    assert.equal(texts.get(a), lines(2, 20), 'what is open fits the file again');
    // Reverted in one go, over two steps.
    await become(new Map([...texts, [a, lines()]]));
    assert.deepEqual(state(), { fate: 'proposed', decided: { '1.0': 'rejected' } });
  });

  it('stays accepted while the file is edited otherwise, and is open once all of that is undone', async () => {
    const { texts, desk, id, become, state } = setUp();
    await desk.accept(id, { file: 1 });
    await become(new Map([...texts, [b, `// mine\n${lines(9)}`]]));
    assert.equal(state().decided?.['1.0'], 'accepted');
    await become(new Map([...texts, [b, lines()]]));
    assert.equal(state().decided?.['1.0'], undefined);
  });

  it('stays rejected once it is, whoever makes the same change later', async () => {
    const { texts, desk, id, become, undo, state } = setUp();
    await desk.accept(id, { file: 1 });
    await undo();
    await desk.reject(id, { file: 1 });
    for (const text of [lines(9), lines()]) {
      await become(new Map([...texts, [b, text]]));
      assert.equal(state().decided?.['1.0'], 'rejected');
    }
  });

  it('is checked again, since its badge speaks of what can be accepted', async () => {
    const { checked, desk, id, undo } = setUp();
    await desk.accept(id);
    checked.length = 0;
    await undo();
    assert.deepEqual(checked.at(-1), [a, b, c]);
  });
});

describe('the diff of a patch', () => {
  it('shows each file with what is open in it, also once another file is decided', async () => {
    const { desk, id } = setUp();
    await desk.accept(id, { file: 0, hunk: 0 });
    await desk.reject(id, { file: 0, hunk: 1 });
    assert.equal(await desk.textAfter(id, 0), lines(2));
    assert.equal(await desk.textAfter(id, 1), lines(9));
    assert.equal(await desk.textAfter(id, 2), 'made();\n');
    await desk.reject(id, { file: 2 });
    assert.equal(await desk.textAfter(id, 2), '');
    assert.equal(await desk.textAfter(id, 3), undefined);
    assert.equal(await desk.textAfter('99', 0), undefined);
  });

  it('says why a file of it does not fit', async () => {
    const { desk, id, become } = setUp();
    await become(new Map([[a, 'other']]));
    assert.match((await desk.textAfter(id, 0)) ?? '', /no longer as they were/);
  });
});

describe('the steps that a file has taken', () => {
  const edit = fileEdit(a, 'a.js', lines(), lines(2));
  assert.ok(edit);
  const step = (hunk: number, before: string, after: string) => ({
    hunks: [hunk],
    before: markOf(before),
    after: markOf(after),
    patchBefore: edit,
    patchAfter: edit,
  });

  it('are forgotten where something else follows an undo', () => {
    const steps = new AppliedSteps();
    steps.add(step(0, 'x', 'y'));
    assert.deepEqual(steps.replay(markOf('x'))?.open, [0]);
    steps.add(step(1, 'x', 'z'));
    assert.equal(steps.replay(markOf('y')), undefined);
    assert.deepEqual(steps.replay(markOf('x'))?.open, [1]);
  });

  it('are not confused by a file that is not there', () => {
    assert.notEqual(markOf(undefined), markOf(''));
  });
});
