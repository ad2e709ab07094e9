import { type Connection, DidChangeConfigurationNotification } from 'vscode-languageserver/node';
import type { ClientAbilities } from './client-abilities';

/** The settings of `marcus.*` that the server obeys. They belong to a resource: two folders may differ. */
export interface Settings {
  enable: boolean;
  /** When the rules that need one file only run: at each pause in typing, or on save. */
  run: 'onType' | 'onSave';
  /** Whether problems of files that no editor shows are listed. */
  closedFiles: boolean;
}

export const defaultSettings: Settings = { enable: true, run: 'onType', closedFiles: true };

/** Asks the client for settings, once per resource until they change. */
export class SettingsSource {
  readonly #known = new Map<string, Promise<Settings>>();
  /** For clients that do not answer questions but send all settings when they change. */
  #sent: Settings = defaultSettings;

  constructor(
    private readonly connection: Connection,
    private readonly abilities: ClientAbilities,
  ) {}

  /** Registers for changes; `onChange` is called after each, when `of` already tells the new settings. */
  async listen(onChange: () => void): Promise<void> {
    this.connection.onDidChangeConfiguration(({ settings }) => {
      this.#known.clear();
      const sent: unknown = settings;
      if (typeof sent === 'object' && sent !== null && 'marcus' in sent)
        this.#sent = settingsFrom(sent.marcus);
      onChange();
    });
    if (this.abilities.dynamicConfiguration) {
      await this.connection.client.register(DidChangeConfigurationNotification.type, { section: 'marcus' });
    }
  }

  /** Never rejects: a client that fails to answer gets the defaults. */
  of(uri: string): Promise<Settings> {
    if (!this.abilities.configuration) return Promise.resolve(this.#sent);
    let known = this.#known.get(uri);
    if (!known) {
      known = this.connection.workspace
        .getConfiguration({ scopeUri: uri, section: 'marcus' })
        .then(settingsFrom, () => defaultSettings);
      this.#known.set(uri, known);
    }
    return known;
  }

  forget(uri: string): void {
    this.#known.delete(uri);
  }
}

/** Reads what a client sent; whatever is missing or malformed has its default. */
export function settingsFrom(value: unknown): Settings {
  if (typeof value !== 'object' || value === null) return defaultSettings;
  const problems =
    'problems' in value && typeof value.problems === 'object' && value.problems !== null
      ? value.problems
      : {};
  return {
    enable: !('enable' in value && value.enable === false),
    run: 'run' in value && value.run === 'onSave' ? 'onSave' : 'onType',
    closedFiles: !('closedFiles' in problems && problems.closedFiles === false),
  };
}
