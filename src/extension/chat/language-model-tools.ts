import * as vscode from 'vscode';
import { type Knowledge, SecretMasker, Toolbox } from '../../chat';
import { type LanguageModelToolName, languageModelTools } from './names';

/** What other agents of the editor may ask Marcus. All of it only reads; secrets are masked as for his own model. */
export class ReadingTools {
  readonly #knowledge: Knowledge;

  constructor(knowledge: Knowledge) {
    this.#knowledge = knowledge;
  }

  /** What a person reads while the tool runs. */
  label(name: LanguageModelToolName, input: unknown): string {
    return this.#toolbox().begin({ id: '', name: languageModelTools[name], input }).label;
  }

  /** Rejects with a message for the model, which can mend its call. */
  async invoke(name: LanguageModelToolName, input: unknown): Promise<vscode.LanguageModelToolResult> {
    if (!vscode.workspace.isTrusted)
      throw new Error('The workspace is not trusted: what is in it is not given to a model.');
    const { result } = await this.#toolbox().call({ id: '', name: languageModelTools[name], input });
    if (result.failed) throw new Error(result.text);
    return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(result.text)]);
  }

  /** A new one each time: what one agent has used up is not the other's. */
  #toolbox(): Toolbox {
    return new Toolbox({ knowledge: this.#knowledge, masker: new SecretMasker(this.#knowledge) });
  }
}
