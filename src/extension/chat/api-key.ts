import * as vscode from 'vscode';

const secretName = 'marcus.anthropicApiKey';

/**
 * The key for Claude: from the editor's secret storage, else from the environment that the editor was started in. It is handed to
 * whoever makes a request, and never kept, shown or logged.
 */
export class ApiKey implements vscode.Disposable {
  readonly #secrets: vscode.SecretStorage;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #subscription: vscode.Disposable;

  constructor(secrets: vscode.SecretStorage) {
    this.#secrets = secrets;
    this.#subscription = secrets.onDidChange(({ key }) => {
      if (key === secretName) this.#changed.fire();
    });
  }

  async get(): Promise<string | undefined> {
    return (await this.#secrets.get(secretName)) || keyOfEnvironment();
  }

  /** Where the key comes from; undefined when there is none. */
  async source(): Promise<'person' | 'environment' | undefined> {
    if (await this.#secrets.get(secretName)) return 'person';
    return keyOfEnvironment() ? 'environment' : undefined;
  }

  /** Asks for a key and keeps it. False when the person thought better of it. */
  async ask(): Promise<boolean> {
    const key = await vscode.window.showInputBox({
      title: vscode.l10n.t('Set API Key'),
      prompt: vscode.l10n.t(
        'Your key for the Claude API. It is kept in the secret storage of the editor, and sent to the API only.',
      ),
      password: true,
      ignoreFocusOut: true,
      validateInput: (value) =>
        /\s/.test(value.trim()) ? vscode.l10n.t('A key has no spaces in it.') : undefined,
    });
    const clean = key?.trim();
    if (!clean) return false;
    await this.#secrets.store(secretName, clean);
    return true;
  }

  async remove(): Promise<void> {
    await this.#secrets.delete(secretName);
    const left = keyOfEnvironment()
      ? vscode.l10n.t(
          'The key is removed. ANTHROPIC_API_KEY of the environment is still there and will be used.',
        )
      : vscode.l10n.t('The key is removed.');
    void vscode.window.showInformationMessage(left);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }
}

function keyOfEnvironment(): string | undefined {
  return process.env.ANTHROPIC_API_KEY?.trim() || undefined;
}
