import assert from 'node:assert/strict';
import { type CodeAction, LSPErrorCodes, type Range } from 'vscode-languageserver/node';
import { testCatalogue } from './support/catalogue';
import { applyEdit, TestClient, type TestClientOptions, vscodeCapabilities } from './support/client';
import { TempFolder } from './support/folder';

const titles = (actions: CodeAction[]) => actions.map(({ title }) => title);
const at = (line: number, from: number, to = from): Range => ({
  start: { line, character: from },
  end: { line, character: to },
});

describe('the server’s code actions', () => {
  let folder: TempFolder;
  let client: TestClient;

  /** Opens the text as a.js of a folder. */
  const open = async (text: string, options: TestClientOptions = {}) => {
    folder = new TempFolder({ 'a.js': text });
    client = await TestClient.start(testCatalogue, { folders: [folder.uri], ...options });
    await client.untilReady();
    await client.open(folder.at('a.js'), text);
    await client.diagnosticsOf(folder.at('a.js'));
    return folder.at('a.js');
  };
  const chosen = async (uri: string, range: Range, title: RegExp) => {
    const actions = await client.codeActions(uri, range);
    const action = actions.find((each) => title.test(each.title));
    assert.ok(action, `No ${title} among ${titles(actions).join(' | ')}`);
    return action;
  };
  /** The text of a.js once the action has been chosen. */
  const outcome = async (uri: string, range: Range, title: RegExp) =>
    applyEdit(client, await client.resolve(await chosen(uri, range, title))).get(uri);

  afterEach(async () => {
    await client.stop();
    folder.remove();
  });

  it('offer fixes first, then what can be done about any finding', async () => {
    const uri = await open("import x from 'wrong';\n");
    const actions = await client.codeActions(uri, at(0, 17));
    assert.deepEqual(titles(actions), [
      'Import the right one',
      'Import the worse one',
      'Write it',
      'Disable architecture/wrong-import for this line',
      'Disable architecture/wrong-import for this file',
      'Open rule documentation (architecture/wrong-import)',
      'Ask Marcus about this',
    ]);
    assert.deepEqual(
      actions.map(({ isPreferred }) => isPreferred ?? false),
      [true, false, false, false, false, false, false],
    );
    assert.ok(actions.every(({ kind, edit }) => kind === 'quickfix' && edit === undefined));
    assert.deepEqual(actions[0]?.diagnostics, client.diagnostics.get(uri)?.diagnostics);
    assert.deepEqual(actions.at(-2)?.command?.arguments, [{ ruleId: 'architecture/wrong-import' }]);
    assert.deepEqual(actions.at(-1)?.command, {
      title: 'Ask Marcus about this',
      command: 'marcus.ask',
      arguments: [{ uri, range: at(0, 15, 20), ruleId: 'architecture/wrong-import' }],
    });
  });

  it('offer nothing away from findings', async () => {
    const uri = await open("import x from 'wrong';\n");
    assert.deepEqual(await client.codeActions(uri, at(0, 3)), []);
  });

  it('name no command to a client that has none, and give edits to one that cannot resolve', async () => {
    const uri = await open("import x from 'wrong';\n", {
      capabilities: {
        textDocument: { codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } } },
      },
      initializationOptions: null,
    });
    const actions = await client.codeActions(uri, at(0, 17));
    assert.deepEqual(titles(actions), [
      'Import the right one',
      'Import the worse one',
      'Disable architecture/wrong-import for this line',
      'Disable architecture/wrong-import for this file',
    ]);
    assert.deepEqual(actions[0]?.edit, { changes: { [uri]: [{ range: at(0, 15, 20), newText: 'right' }] } });
    assert.deepEqual(
      actions[2]?.edit?.changes?.[uri]?.[0]?.newText,
      '// marcus-disable-next-line architecture/wrong-import\n',
    );
  });

  it('fix, with an edit tied to the version', async () => {
    const uri = await open("import x from 'wrong';\n");
    const action = await client.resolve(await chosen(uri, at(0, 17), /right/));
    assert.deepEqual(action.edit, {
      documentChanges: [
        { textDocument: { uri, version: 1 }, edits: [{ range: at(0, 15, 20), newText: 'right' }] },
      ],
    });
    await client.replace(uri, 'wrong', 'right');
    assert.deepEqual(await client.diagnosticsOf(uri), []);
  });

  it('can make a file', async () => {
    const uri = await open("import x from 'wrong';\n");
    const { edit } = await client.resolve(await chosen(uri, at(0, 17), /Write it/));
    assert.deepEqual(edit?.documentChanges, [
      { kind: 'create', uri: folder.at('wrong.js'), options: { overwrite: false, ignoreIfExists: false } },
      {
        textDocument: { uri: folder.at('wrong.js'), version: null },
        edits: [{ range: at(0, 0), newText: 'module.exports = {};\n' }],
      },
    ]);
  });

  it('are dropped when the document has moved on since they were offered', async () => {
    const uri = await open("import x from 'wrong';\n");
    const action = await chosen(uri, at(0, 17), /right/);
    await client.replace(uri, 'import', ' import');
    await assert.rejects(client.resolve(action), { code: LSPErrorCodes.ContentModified });
  });

  it('fit the text as it is now, also for rules that have not looked since', async () => {
    const uri = await open("import y from './b';\n");
    await client.replace(uri, 'import', '// new\nimport');
    assert.equal(await outcome(uri, at(1, 17), /nothing/), "// new\nimport y from './anchor';\n");
    await client.replace(uri, 'b', 'c');
    assert.equal(await outcome(uri, at(1, 17), /nothing/), "// new\nimport y from './anchor';\n");
  });

  it('fix all that is safe, and only that, when asked for it', async () => {
    const uri = await open("import x from 'wrong';\nimport y from './b';\nimport z from 'wrong-too';\n");
    const [action, ...others] = await client.codeActions(uri, at(0, 0, 0), { only: ['source.fixAll'] });
    assert.ok(action);
    assert.deepEqual([action.kind, others], ['source.fixAll.marcus', []]);
    assert.equal(
      applyEdit(client, await client.resolve(action)).get(uri),
      "import x from 'right';\nimport y from './b';\nimport z from 'right-too';\n",
    );
    for (const only of [['source.fixAll.marcus'], ['source']]) {
      assert.deepEqual(
        (await client.codeActions(uri, at(0, 0), { only })).map(({ kind }) => kind),
        ['source.fixAll.marcus'],
      );
    }
    assert.deepEqual(await client.codeActions(uri, at(0, 17), { only: ['refactor'] }), []);
  });

  it('disable a rule for a line or a file, and the finding goes', async () => {
    for (const title of [/^Disable .* for this line/, /^Disable .* for this file/]) {
      const uri = await open("import x from 'wrong';\n");
      const text = await outcome(uri, at(0, 17), title);
      assert.match(
        text ?? '',
        /^(\/\/|\/\*) marcus-disable(-next-line)? architecture\/wrong-import -- ( \*\/)?\nimport/,
      );
      await client.change(uri, [{ text: text ?? '' }]);
      assert.deepEqual(await client.diagnosticsOf(uri), []);
      if (String(title).includes('line')) await client.stop();
    }
  });

  it('put the cursor where the reason goes, or leave the reason out', async () => {
    const uri = await open("import x from 'wrong';\n");
    const { edit } = await client.resolve(await chosen(uri, at(0, 17), /this line/));
    const [change] = edit?.documentChanges ?? [];
    assert.ok(change && 'edits' in change && change.edits[0] && 'snippet' in change.edits[0]);
    assert.equal(
      change.edits[0].snippet.value,
      '// marcus-disable-next-line architecture/wrong-import -- $0\n',
    );

    const { workspace } = vscodeCapabilities;
    const plain = {
      ...vscodeCapabilities,
      workspace: { ...workspace, workspaceEdit: { documentChanges: true } },
    };
    await client.stop();
    folder.remove();
    const again = await open("import x from 'wrong';\n", { capabilities: plain });
    assert.equal(
      await outcome(again, at(0, 17), /this line/),
      "// marcus-disable-next-line architecture/wrong-import\nimport x from 'wrong';\n",
    );
  });
});
