import { PassThrough } from 'node:stream';
import {
  type ClientCapabilities,
  type CodeAction,
  type CodeActionContext,
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  type Hover,
  type InitializeParams,
  type InitializeResult,
  type LogMessageParams,
  ProposedFeatures,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type Range,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentContentChangeEvent,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Catalogue } from '../../../src/server/catalogue';
import { methods, type StatusParams } from '../../../src/server/protocol';
import { startServer } from '../../../src/server/server';

/** What VS Code's client says of itself, as far as the server asks. */
export const vscodeCapabilities: ClientCapabilities = {
  workspace: {
    configuration: true,
    workspaceFolders: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    workspaceEdit: { documentChanges: true, resourceOperations: ['create'], snippetEditSupport: true },
  },
  textDocument: {
    publishDiagnostics: { relatedInformation: true, codeDescriptionSupport: true, dataSupport: true },
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'source'] } },
      resolveSupport: { properties: ['edit'] },
      dataSupport: true,
    },
  },
  window: { workDoneProgress: true },
};

const vscodeOptions = { ruleDocumentScheme: 'marcus-rule', commands: ['marcus.ask', 'marcus.openRule'] };

export interface TestClientOptions {
  folders?: string[];
  capabilities?: ClientCapabilities;
  initializationOptions?: unknown;
  /** Answers to `workspace/configuration`, by scope; the same for all when a function is not needed. */
  settings?: (scopeUri: string | undefined) => unknown;
}

/**
 * The smallest editor: it talks to a real server over streams, keeps what it is told, and waits for conditions. Nothing in it
 * sleeps: `until` looks again at each message that comes in, and mocha's time limit ends what never comes true.
 */
export class TestClient {
  readonly diagnostics = new Map<string, PublishDiagnosticsParams>();
  /** Everything that was published, in order. */
  readonly published: PublishDiagnosticsParams[] = [];
  readonly statuses: StatusParams[] = [];
  readonly logged: LogMessageParams[] = [];
  readonly registrations: { method: string; registerOptions?: unknown }[] = [];
  readonly progress: unknown[] = [];
  readonly documents = new Map<string, TextDocument>();
  capabilities: InitializeResult['capabilities'] = {};
  settings: (scopeUri: string | undefined) => unknown;
  #waiting: { isTrue: () => boolean; resolve: () => void }[] = [];

  private constructor(
    readonly connection: ProtocolConnection,
    options: TestClientOptions,
  ) {
    this.settings = options.settings ?? (() => ({}));
    connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      this.published.push(params);
      this.diagnostics.set(params.uri, params);
      this.#look();
    });
    connection.onNotification(methods.status, (params: StatusParams) => {
      this.statuses.push(params);
      this.#look();
    });
    connection.onNotification('window/logMessage', (params: LogMessageParams) => {
      this.logged.push(params);
      this.#look();
    });
    connection.onRequest('workspace/configuration', ({ items }: { items: { scopeUri?: string }[] }) =>
      items.map(({ scopeUri }) => this.settings(scopeUri)),
    );
    connection.onRequest('client/registerCapability', (params: { registrations: { method: string }[] }) => {
      this.registrations.push(...params.registrations);
      this.#look();
      return null;
    });
    connection.onRequest('window/workDoneProgress/create', () => null);
    connection.onNotification('$/progress', ({ value }: { value: unknown }) => {
      this.progress.push(value);
      this.#look();
    });
    connection.listen();
  }

  /** A client of a server in this process. */
  static async start(catalogue: Catalogue | undefined, options: TestClientOptions = {}): Promise<TestClient> {
    const toServer = new PassThrough();
    const toClient = new PassThrough();
    startServer(
      createConnection(
        ProposedFeatures.all,
        new StreamMessageReader(toServer),
        new StreamMessageWriter(toClient),
      ),
      catalogue,
    );
    return TestClient.over(new StreamMessageReader(toClient), new StreamMessageWriter(toServer), options);
  }

  /** A client of a server at the other end of streams. */
  static async over(
    reader: StreamMessageReader,
    writer: StreamMessageWriter,
    options: TestClientOptions,
  ): Promise<TestClient> {
    const client = new TestClient(createProtocolConnection(reader, writer), options);
    const folders = options.folders ?? [];
    const params: InitializeParams = {
      processId: null,
      rootUri: folders[0] ?? null,
      workspaceFolders: folders.map((uri) => ({ uri, name: uri })),
      capabilities: options.capabilities ?? vscodeCapabilities,
      initializationOptions:
        'initializationOptions' in options ? options.initializationOptions : vscodeOptions,
    };
    const result: InitializeResult = await client.connection.sendRequest('initialize', params);
    client.capabilities = result.capabilities;
    await client.connection.sendNotification('initialized', {});
    return client;
  }

  async stop(): Promise<void> {
    await this.connection.sendRequest('shutdown');
    this.connection.dispose();
  }

  /** Resolves as soon as the condition holds. */
  until(isTrue: () => boolean): Promise<void> {
    if (isTrue()) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push({ isTrue, resolve }));
  }

  /** Resolves when all folders have been read and checked. */
  async untilReady(): Promise<StatusParams> {
    await this.until(() => this.statuses.at(-1)?.state === 'ready');
    return this.statuses.at(-1) as StatusParams;
  }

  /** Resolves with the problems published for the document's present version. */
  async diagnosticsOf(uri: string): Promise<Diagnostic[]> {
    const { version } = this.documentAt(uri);
    await this.until(() => this.diagnostics.get(uri)?.version === version);
    return this.diagnostics.get(uri)?.diagnostics ?? [];
  }

  async open(uri: string, text: string, languageId = 'javascript'): Promise<void> {
    const document = TextDocument.create(uri, languageId, 1, text);
    this.documents.set(uri, document);
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId, version: 1, text },
    });
  }

  /** One incremental change each: the first occurrence of `find` becomes `replacement`. */
  async replace(uri: string, find: string, replacement: string): Promise<void> {
    const document = this.documentAt(uri);
    const start = document.getText().indexOf(find);
    if (start < 0) throw new Error(`"${find}" is not in ${uri}`);
    const range = { start: document.positionAt(start), end: document.positionAt(start + find.length) };
    await this.change(uri, [{ range, text: replacement }]);
  }

  async change(uri: string, contentChanges: TextDocumentContentChangeEvent[]): Promise<void> {
    const document = this.documentAt(uri);
    const version = document.version + 1;
    TextDocument.update(document, contentChanges, version);
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges,
    });
  }

  async save(uri: string): Promise<void> {
    await this.connection.sendNotification('textDocument/didSave', { textDocument: { uri } });
  }

  async close(uri: string): Promise<void> {
    this.documents.delete(uri);
    await this.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  }

  codeActions(uri: string, range: Range, context: Partial<CodeActionContext> = {}): Promise<CodeAction[]> {
    const diagnostics = this.diagnostics.get(uri)?.diagnostics ?? [];
    const params = { textDocument: { uri }, range, context: { diagnostics, ...context } };
    return this.connection.sendRequest('textDocument/codeAction', params);
  }

  resolve(action: CodeAction): Promise<CodeAction> {
    return this.connection.sendRequest('codeAction/resolve', action);
  }

  hover(uri: string, line: number, character: number): Promise<Hover | null> {
    return this.connection.sendRequest('textDocument/hover', {
      textDocument: { uri },
      position: { line, character },
    });
  }

  request<T>(method: string, params: unknown): Promise<T> {
    return this.connection.sendRequest(method, params);
  }

  documentAt(uri: string): TextDocument {
    const document = this.documents.get(uri);
    if (!document) throw new Error(`${uri} is not open`);
    return document;
  }

  #look(): void {
    const [done, waiting] = [
      this.#waiting.filter(({ isTrue }) => isTrue()),
      this.#waiting.filter(({ isTrue }) => !isTrue()),
    ];
    this.#waiting = waiting;
    for (const { resolve } of done) resolve();
  }
}

/** The texts after a workspace edit, as a strict editor applies it: a wrong version is an error, and a snippet loses its tab stops. */
export function applyEdit(client: TestClient, { edit }: CodeAction): Map<string, string> {
  const texts = new Map<string, string>();
  for (const change of edit?.documentChanges ?? []) {
    if ('kind' in change) {
      if (change.kind === 'create') texts.set(change.uri, '');
      continue;
    }
    const { uri, version } = change.textDocument;
    const document = client.documents.get(uri);
    if (document && version !== document.version)
      throw new Error(`edit for version ${version} of ${uri}, which is at ${document.version}`);
    const before = TextDocument.create(uri, '', 0, texts.get(uri) ?? document?.getText() ?? '');
    const edits = change.edits.map((each) => ({
      range: each.range,
      newText:
        'snippet' in each
          ? each.snippet.value.replace(/\$0/g, '').replace(/\\([\\$}])/g, '$1')
          : each.newText,
    }));
    texts.set(uri, TextDocument.applyEdits(before, edits));
  }
  return texts;
}
