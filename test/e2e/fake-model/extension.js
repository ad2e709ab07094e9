// A language model of the editor, as another extension would bring it. What it is asked goes to a file, one request a line; what it
// answers depends on the last message only.
const { appendFileSync } = require('node:fs');
const vscode = require('vscode');

const model = {
  id: 'fake-1',
  name: 'Fake One',
  family: 'fake',
  version: '1',
  maxInputTokens: 100_000,
  maxOutputTokens: 10_000,
  capabilities: { toolCalling: true },
  isUserSelectable: true,
};

exports.activate = ({ subscriptions }) => {
  subscriptions.push(
    vscode.lm.registerLanguageModelChatProvider('fake', {
      provideLanguageModelChatInformation: () => [model],
      provideTokenCount: async (_model, text) => Math.ceil(JSON.stringify(text).length / 4),
      provideLanguageModelChatResponse: async (_model, messages, options, progress) => {
        const parts = messages.map(({ content }) => content.map(plain));
        const tools = (options.tools ?? []).map(({ name }) => name);
        appendFileSync(process.env.FAKE_MODEL_LOG, `${JSON.stringify({ parts, tools })}\n`);
        const last = parts.at(-1)?.at(-1) ?? '';
        const say = (text) => progress.report(new vscode.LanguageModelTextPart(text));
        if (last.startsWith('result:')) {
          for (const word of ['The table ', 'has ', 'a tenant.']) say(word);
        } else if (last.includes('Fail.')) {
          throw vscode.LanguageModelError.Blocked('too many questions');
        } else {
          progress.report(new vscode.LanguageModelToolCallPart('c1', 'look_up_table', { name: 'projects' }));
        }
      },
    }),
  );
};

function plain(part) {
  if (part instanceof vscode.LanguageModelTextPart) return part.value;
  if (part instanceof vscode.LanguageModelToolResultPart)
    return `result: ${part.content.map(({ value }) => value).join('')}`;
  return `call: ${part.name}`;
}
