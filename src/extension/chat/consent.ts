import * as vscode from 'vscode';
import type { Provider } from '../../chat';
import type { ApiKey } from './api-key';

const toldKey = 'marcus.chat.told';

/**
 * Whoever gave Marcus a key knows where questions go. A key that was only found in the environment was meant for something else perhaps: then,
 * once for each place that questions go to, the person is told what will be sent before anything is.
 */
export class Consent {
  readonly #apiKey: ApiKey;
  readonly #memento: vscode.Memento;

  constructor(apiKey: ApiKey, memento: vscode.Memento) {
    this.#apiKey = apiKey;
    this.#memento = memento;
  }

  /** False when the person does not want it sent. */
  async mayAsk({ id, destination }: Provider): Promise<boolean> {
    if (id !== 'claude' || !destination || (await this.#apiKey.source()) !== 'environment') return true;
    const told = this.#memento.get<string[]>(toldKey, []);
    if (told.includes(destination)) return true;
    const send = vscode.l10n.t('Send');
    const chosen = await vscode.window.showInformationMessage(
      vscode.l10n.t('Marcus will send your questions to {0}.', destination),
      {
        modal: true,
        detail: vscode.l10n.t(
          'He found a key in ANTHROPIC_API_KEY and uses it. With a question goes the code that its chips name, what the rules found there, the tables and routes that it touches, and what he looks up in this workspace to answer. Secrets that are recognised, and all values of .env files, are masked. "Goes to {0}" under the box shows it all before you send it.',
          destination,
        ),
      },
      send,
    );
    if (chosen !== send) return false;
    await this.#memento.update(toldKey, [...told, destination]);
    return true;
  }
}
