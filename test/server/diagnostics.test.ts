// biome-ignore-all lint/suspicious/noTemplateCurlyInString: broken source texts are meant.
import assert from 'node:assert/strict';
import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver/node';
import { testCatalogue } from './support/catalogue';
import { TestClient, type TestClientOptions } from './support/client';
import { TempFolder } from './support/folder';

const messages = (diagnostics: Diagnostic[] = []) => diagnostics.map(({ message }) => message);

describe('the server’s diagnostics', () => {
  const folders: TempFolder[] = [];
  let client: TestClient;

  const folder = (files: Record<string, string> = {}) => {
    const made = new TempFolder(files);
    folders.push(made);
    return made;
  };
  const start = async (options: TestClientOptions) => {
    client = await TestClient.start(testCatalogue, options);
    return client.untilReady();
  };
  const shown = (uri: string) => messages(client.diagnostics.get(uri)?.diagnostics);

  afterEach(async () => {
    await client.stop();
    for (const made of folders.splice(0)) made.remove();
  });

  it('come for closed files after the first scan, with all that an editor can show', async () => {
    const { uri, at } = withMethods(
      folder({ 'a.js': "import x from 'wrong';\n", 'b.js': "import y from './c';\n", 'anchor.js': '1;\n' }),
    );
    const status = await start({ folders: [uri] });
    assert.deepEqual(status, { state: 'ready', files: 3, leftOut: 0, errors: 0, findings: 2 });
    assert.deepEqual(client.diagnostics.get(at('a.js'))?.diagnostics, [
      {
        range: { start: { line: 0, character: 15 }, end: { line: 0, character: 20 } },
        severity: DiagnosticSeverity.Warning,
        source: 'marcus',
        code: 'architecture/wrong-import',
        codeDescription: { href: 'marcus-rule:/architecture/wrong-import.md' },
        message: 'The module wrong is wrong.',
        data: { key: 'architecture/wrong-import@15-20 The module wrong is wrong.' },
      },
    ]);
    assert.deepEqual(client.diagnostics.get(at('b.js'))?.diagnostics[0]?.relatedInformation, [
      {
        location: {
          uri: at('anchor.js'),
          range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } },
        },
        message: 'It should stand by this one.',
      },
    ]);
    assert.equal(
      client.diagnostics.get(at('anchor.js')),
      undefined,
      'a file without problems is not mentioned',
    );
  });

  it('name nothing that the client cannot open or show', async () => {
    const { uri, at } = withMethods(folder({ 'b.js': "import y from './c';\n", 'anchor.js': '1;\n' }));
    await start({ folders: [uri], capabilities: {}, initializationOptions: null });
    const [diagnostic] = client.diagnostics.get(at('b.js'))?.diagnostics ?? [];
    assert.deepEqual(Object.keys(diagnostic ?? {}).sort(), [
      'code',
      'message',
      'range',
      'severity',
      'source',
    ]);
  });

  it('follow each pause in typing, once, for the version that is there then', async () => {
    const { uri, at } = withMethods(folder({ 'a.js': '' }));
    await start({ folders: [uri] });
    await client.open(at('a.js'), '');
    assert.deepEqual(await client.diagnosticsOf(at('a.js')), []);
    const before = client.published.length;
    for (const letter of "import x from 'wrong';") {
      const end = client.documentAt(at('a.js')).positionAt(1e9);
      await client.change(at('a.js'), [{ range: { start: end, end }, text: letter }]);
    }
    assert.deepEqual(messages(await client.diagnosticsOf(at('a.js'))), ['The module wrong is wrong.']);
    assert.equal(client.published.length, before + 1, 'nothing was published for the versions in between');
  });

  it('wait for the save when told so', async () => {
    const waiting = withMethods(folder({ 'a.js': ';' }));
    const other = withMethods(folder({ 'a.js': ';' }));
    const settings = (scope: string | undefined) => ({ run: scope === waiting.uri ? 'onSave' : 'onType' });
    await start({ folders: [waiting.uri, other.uri], settings });
    const documents = [waiting.at('a.js'), other.at('a.js')];
    for (const uri of documents) await client.open(uri, ';');
    for (const uri of documents) await client.diagnosticsOf(uri);
    for (const uri of documents) await client.replace(uri, ';', "import x from 'wrong';");
    // By the time that the second folder's pause is over, the first one's would be, too.
    assert.equal((await client.diagnosticsOf(other.at('a.js'))).length, 1);
    assert.equal(client.diagnostics.get(waiting.at('a.js'))?.version, 1);
    await client.save(waiting.at('a.js'));
    assert.deepEqual(messages(await client.diagnosticsOf(waiting.at('a.js'))), [
      'The module wrong is wrong.',
    ]);
  });

  it('of rules that compare files come and go in other, closed files on save', async () => {
    const { uri, at, write, remove } = withMethods(folder({ 'a.js': "import y from './b';\n" }));
    await start({ folders: [uri] });
    assert.deepEqual(shown(at('a.js')), ['The project has no file b.js.']);
    write('b.js', '');
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: at('b.js'), type: 1 }],
    });
    await client.until(() => shown(at('a.js')).length === 0);

    remove('b.js');
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: at('b.js'), type: 3 }],
    });
    await client.until(() => shown(at('a.js')).length === 1);

    await client.open(at('b.js'), '', 'javascript');
    await client.save(at('b.js'));
    await client.until(() => shown(at('a.js')).length === 0);
    // Never written to disk: with the document the file is gone.
    await client.close(at('b.js'));
    await client.until(() => shown(at('a.js')).length === 1);
  });

  it('move along while one types above them', async () => {
    const { uri, at } = withMethods(folder({ 'a.js': "import y from './b';\n" }));
    await start({ folders: [uri] });
    await client.open(at('a.js'), "import y from './b';\n");
    await client.diagnosticsOf(at('a.js'));
    await client.replace(at('a.js'), 'import y', "import x from 'wrong';\nimport y");
    const diagnostics = await client.diagnosticsOf(at('a.js'));
    assert.deepEqual(
      diagnostics.map(({ code, range }) => [code, range.start.line, range.start.character]),
      [
        ['architecture/wrong-import', 0, 15],
        ['architecture/missing-file', 1, 15],
      ],
    );
  });

  it('stay when a file is closed, and follow the disk when it was closed without saving', async () => {
    const text = "import x from 'wrong';\n";
    const { uri, at } = withMethods(folder({ 'a.js': text }));
    await start({ folders: [uri] });
    await client.open(at('a.js'), text);
    await client.diagnosticsOf(at('a.js'));
    await client.replace(at('a.js'), 'wrong', 'fine');
    assert.deepEqual(await client.diagnosticsOf(at('a.js')), []);
    await client.close(at('a.js'));
    await client.until(() => shown(at('a.js')).length === 1);
  });

  it('of closed files can be left out', async () => {
    const text = "import x from 'wrong';\n";
    const { uri, at } = withMethods(folder({ 'a.js': text }));
    await start({ folders: [uri], settings: () => ({ problems: { closedFiles: false } }) });
    assert.deepEqual(shown(at('a.js')), []);
    await client.open(at('a.js'), text);
    await client.until(() => shown(at('a.js')).length === 1);
    await client.close(at('a.js'));
    await client.until(() => shown(at('a.js')).length === 0);
  });

  it('go when Marcus is switched off, and come back', async () => {
    const { uri, at } = withMethods(folder({ 'a.js': "import x from 'wrong';\n" }));
    await start({ folders: [uri] });
    assert.equal(shown(at('a.js')).length, 1);
    client.settings = () => ({ enable: false });
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await client.until(() => shown(at('a.js')).length === 0);
    client.settings = () => ({});
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await client.until(() => shown(at('a.js')).length === 1);
  });

  it('come for a document outside all folders, by the rules that need one file', async () => {
    client = await TestClient.start(testCatalogue);
    const loose = 'file:///nowhere/loose.js';
    await client.open(loose, "import x from 'wrong';\nimport y from './b';\n");
    assert.deepEqual(messages(await client.diagnosticsOf(loose)), ['The module wrong is wrong.']);
    await client.open('untitled:Untitled-1', "import x from 'wrong';\n");
    assert.deepEqual(messages(await client.diagnosticsOf('untitled:Untitled-1')), [
      'The module wrong is wrong.',
    ]);
    await client.close(loose);
    await client.until(() => shown(loose).length === 0);
  });

  it('keep two folders apart, each with its own settings', async () => {
    const one = folder({ 'a.js': "import y from './b';\nimport x from 'wrong';\n" });
    const two = folder({ 'a.js': "import x from 'wrong';\n", 'b.js': '' });
    await start({ folders: [one.uri, two.uri], settings: (scope) => ({ enable: scope !== two.uri }) });
    assert.deepEqual(shown(one.at('a.js')), ['The project has no file b.js.', 'The module wrong is wrong.']);
    assert.deepEqual(shown(two.at('a.js')), []);
  });

  it('come and go with folders, and a file in two folders belongs to the inner one', async () => {
    const outer = folder({ 'a.js': "import x from 'wrong';\n", 'inner/a.js': "import y from './b';\n" });
    const innerFile = outer.at('inner/a.js');
    await start({ folders: [outer.uri] });
    // Seen from the outer folder the import leads to b.js beside it, which is missing too.
    assert.equal(shown(innerFile).length, 1);
    outer.write('inner/b.js', '');
    const inner = { uri: outer.at('inner'), name: 'inner' };
    await client.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
      event: { added: [inner], removed: [] },
    });
    await client.until(() => shown(innerFile).length === 0);
    const gone = { uri: outer.uri, name: 'outer' };
    await client.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
      event: { added: [], removed: [gone] },
    });
    await client.until(() => shown(outer.at('a.js')).length === 0);
  });

  it('survive a rule that throws, which is told once', async () => {
    const { uri, at } = withMethods(
      folder({ 'a.js': "import 'boom';\nimport x from 'wrong';\n", 'b.js': "import 'boom';\n" }),
    );
    const status = await start({ folders: [uri] });
    assert.equal(status.errors, 1);
    assert.deepEqual(shown(at('a.js')), ['The module wrong is wrong.']);
    await client.open(at('b.js'), "import 'boom';\n");
    await client.save(at('b.js'));
    await client.diagnosticsOf(at('b.js'));
    const told = client.logged.filter(({ message }) => message.includes('careless went wrong'));
    assert.equal(told.length, 1);
  });

  it('survive bad files and bad requests', async () => {
    const { uri, at } = withMethods(
      folder({ 'large.js': `x;`.repeat(600_000), 'broken.js': 'function (\n' }),
    );
    const status = await start({ folders: [uri] });
    assert.deepEqual([status.files, status.leftOut], [1, 1]);
    const texts = [
      '\0\0\0',
      '`${'.repeat(5_000),
      '('.repeat(20_000),
      `x;`.repeat(600_000),
      "import x from '",
    ];
    for (const [index, text] of texts.entries()) {
      await client.open(at(`bad-${index}.js`), text);
      assert.deepEqual(await client.diagnosticsOf(at(`bad-${index}.js`)), []);
    }
    await client.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: at('never-opened.js'), version: 2 },
      contentChanges: [{ text: '' }],
    });
    assert.deepEqual(await client.request('textDocument/codeAction', {}), []);
    assert.equal(await client.request('textDocument/hover', { textDocument: { uri: 'nonsense' } }), null);
    await client.open(at('good.js'), "import x from 'wrong';\n");
    assert.equal((await client.diagnosticsOf(at('good.js'))).length, 1);
  });

  it('show progress on the first scan, where the client can', async () => {
    const { uri } = folder({ 'a.js': '' });
    await start({ folders: [uri] });
    const kinds = client.progress.map((value) => (value as { kind: string }).kind);
    assert.equal(kinds[0], 'begin');
    assert.equal(kinds.at(-1), 'end');
  });
});

/** Methods that can be taken out of a folder by destructuring. */
function withMethods(made: TempFolder) {
  return {
    uri: made.uri,
    at: (path: string) => made.at(path),
    write: (path: string, text: string) => made.write(path, text),
    remove: (path: string) => made.delete(path),
  };
}
