import * as vscode from 'vscode';
import { type Knowledge, SecretMasker, Toolbox } from '../../chat';

/** Names in `package.json` → the tool of Marcus that answers. */
const tools = {
  marcus_findings: 'list_findings',
  marcus_schema: 'look_up_table',
  marcus_routes: 'look_up_routes',
  marcus_explain: 'look_up_rule',
} as const;

/** What other agents of the editor may ask Marcus. All of it only reads; secrets are masked as for his own model. */
export function registerLanguageModelTools(knowledge: Knowledge): vscode.Disposable {
  return vscode.Disposable.from(
    ...Object.entries(tools).map(([name, own]) =>
      vscode.lm.registerTool(name, new ReadingTool(own, knowledge)),
    ),
  );
}

class ReadingTool implements vscode.LanguageModelTool<Record<string, unknown>> {
  constructor(
    private readonly name: string,
    private readonly knowledge: Knowledge,
  ) {}

  prepareInvocation({
    input,
  }: vscode.LanguageModelToolInvocationPrepareOptions<
    Record<string, unknown>
  >): vscode.PreparedToolInvocation {
    return { invocationMessage: this.#toolbox().begin({ id: '', name: this.name, input }).label };
  }

  async invoke({
    input,
  }: vscode.LanguageModelToolInvocationOptions<
    Record<string, unknown>
  >): Promise<vscode.LanguageModelToolResult> {
    if (!vscode.workspace.isTrusted)
      throw new Error('The workspace is not trusted: what is in it is not given to a model.');
    const { result } = await this.#toolbox().call({ id: '', name: this.name, input });
    // The message is for the model, which can mend its call.
    if (result.failed) throw new Error(result.text);
    return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(result.text)]);
  }

  /** A new one each time: what one agent has used up is not the other's. */
  #toolbox(): Toolbox {
    return new Toolbox({ knowledge: this.knowledge, masker: new SecretMasker(this.knowledge) });
  }
}
