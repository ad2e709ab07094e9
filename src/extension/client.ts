import * as vscode from 'vscode';
import type { LanguageClient, State } from 'vscode-languageclient/node';
import { clientCommands, type InitializationOptions, methods, type StatusParams } from '../server/protocol';
import { configurationSchemaUri } from './configuration-schema';
import { languages } from './languages';
import { ruleDocumentScheme } from './rule-documents';
import type { ServerClient } from './services';

const nothingKnown = { files: 0, leftOut: 0, errors: 0, findings: 0 };

/** The language server's process, started when first needed. A server that crashes is started again by the library, up to five times. */
export class Client implements ServerClient, vscode.Disposable {
  readonly #statusEmitter = new vscode.EventEmitter<StatusParams>();
  readonly onStatus = this.#statusEmitter.event;
  readonly #checkedEmitter = new vscode.EventEmitter<void>();
  readonly onChecked = this.#checkedEmitter.event;
  #status: StatusParams | undefined;
  #running: Promise<LanguageClient> | undefined;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  get status(): StatusParams | undefined {
    return this.#status;
  }

  /** Rejects with an error for people when the server cannot be started; the next call tries again. */
  async start(): Promise<void> {
    await this.#started();
  }

  async stop(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    const client = await running?.catch(() => undefined);
    await client?.dispose();
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  async request<T>(method: string, params: unknown): Promise<T> {
    const client = await this.#started();
    return client.sendRequest<T>(method, params);
  }

  dispose(): void {
    this.#statusEmitter.dispose();
    this.#checkedEmitter.dispose();
  }

  #started(): Promise<LanguageClient> {
    this.#running ??= this.#startNew().catch((error: unknown) => {
      this.#running = undefined;
      const message = `The language server could not be started: ${error instanceof Error ? error.message : String(error)}`;
      this.log.error(message);
      this.#setStatus({ ...nothingKnown, state: 'failed', message });
      throw new Error(message, { cause: error });
    });
    return this.#running;
  }

  async #startNew(): Promise<LanguageClient> {
    const { LanguageClient, State, TransportKind } = await import('vscode-languageclient/node');
    const module = this.context.asAbsolutePath('dist/server.js');
    const initializationOptions: InitializationOptions = {
      ruleDocumentScheme,
      configurationSchema: configurationSchemaUri.toString(),
      commands: Object.values(clientCommands),
      // In a window without a folder there is no place, and nothing to keep.
      ...(this.context.storageUri?.scheme === 'file' ? { cacheFolder: this.context.storageUri.fsPath } : {}),
    };
    const client = new LanguageClient(
      'marcus',
      'Marcus',
      {
        run: { module, transport: TransportKind.ipc },
        debug: {
          module,
          transport: TransportKind.ipc,
          options: { execArgv: ['--nolazy', '--inspect=6019'] },
        },
      },
      {
        // `git:` and other views of a file would show each problem twice.
        documentSelector: ['file', 'untitled', 'vscode-vfs'].flatMap((scheme) => [
          ...languages.map((language) => ({ scheme, language })),
          { scheme, pattern: '**/marcus.config.json' },
        ]),
        diagnosticCollectionName: 'marcus',
        outputChannel: this.log,
        initializationOptions,
        markdown: { isTrusted: { enabledCommands: Object.values(clientCommands) } },
      },
    );
    client.onNotification(methods.checked, () => this.#checkedEmitter.fire());
    client.onNotification(methods.status, (status: StatusParams) => this.#setStatus(status));
    client.onDidChangeState(({ newState }) => this.#followState(newState, State));
    await client.start();
    return client;
  }

  /** The server says itself that it is ready; that it is gone, only its absence does. */
  #followState(state: State, states: typeof State): void {
    // Somebody has stopped it on purpose.
    if (!this.#running) return;
    if (state === states.Starting) this.#setStatus({ ...nothingKnown, state: 'scanning' });
    if (state === states.Stopped || state === states.StartFailed) {
      const message = vscode.l10n.t('The language server has stopped. The log may say why.');
      this.#setStatus({ ...nothingKnown, state: 'failed', message });
    }
  }

  #setStatus(status: StatusParams): void {
    this.#status = status;
    this.#statusEmitter.fire(status);
  }
}
