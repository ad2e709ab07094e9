import * as vscode from 'vscode';
import {
  type AnswerEvent,
  badgeOf,
  compose,
  exportedDiff,
  type Knowledge,
  ModelProvider,
  type Question,
  RulebookProvider,
  type Target,
  type TrayEntry,
  type Turn,
} from '../../chat';
import { EditorModel } from './editor-models';
import { toTarget } from './workspace-paths';

const participantId = 'marcus.chat';
const reviewCommand = 'marcus.chat.reviewProposal';

/** A patch that was proposed in the editor's chat, as the panel takes it over to be reviewed. */
export type Proposal = Extract<AnswerEvent, { type: 'patch' }> & { question: Question };

/** What the editor's chat knows of an earlier answer of ours. */
interface ResultData {
  text: string;
}

/**
 * `@marcus` in the editor's own chat: the same Marcus, with the model that is chosen there. In a workspace that is not trusted he
 * answers from the rulebook.
 *
 * @param review shows a patch where it can be accepted
 */
export function registerParticipant(
  extensionUri: vscode.Uri,
  knowledge: Knowledge,
  review: (proposal: Proposal) => Promise<void>,
): vscode.Disposable {
  const proposals = new Map<string, Proposal>();
  const participant = vscode.chat.createChatParticipant(
    participantId,
    async (request, context, stream, token) => {
      const composed = await compose(typedIn(request), referencesOf(request), async () =>
        vscode.l10n.t('Use the references of this chat.'),
      );
      if (!composed.ok) {
        stream.markdown(vscode.l10n.t('Ask about code or a rule, or use one of the commands.'));
        return { metadata: { text: '' } satisfies ResultData };
      }
      const provider = vscode.workspace.isTrusted
        ? new ModelProvider(new EditorModel(request.model))
        : new RulebookProvider();
      const abort = new AbortController();
      const cancellation = token.onCancellationRequested(() => abort.abort());
      let text = '';
      try {
        const { question } = composed;
        const answer = provider.answer({ question, history: historyOf(context), knowledge }, abort.signal);
        for await (const event of answer) {
          if (event.type === 'text') text += event.delta;
          const id = event.type === 'patch' ? String(proposals.size + 1) : '';
          if (event.type === 'patch') proposals.set(id, { ...event, question });
          show(event, id, stream);
        }
        if (provider.note) stream.markdown(`\n\n*${provider.note}*`);
      } finally {
        cancellation.dispose();
      }
      return { metadata: { text } satisfies ResultData };
    },
  );
  participant.iconPath = vscode.Uri.joinPath(extensionUri, 'media/icon.png');
  return vscode.Disposable.from(
    participant,
    vscode.commands.registerCommand(reviewCommand, async (id: unknown) => {
      const proposal = proposals.get(String(id));
      if (proposal) await review(proposal);
    }),
  );
}

function typedIn({ command, prompt }: vscode.ChatRequest): string {
  return command ? `/${command} ${prompt}` : prompt;
}

/** What is attached to the request, else what is in front. */
function referencesOf({ references }: vscode.ChatRequest): TrayEntry[] {
  const targets = references.flatMap(({ value }): Target[] => {
    if (value instanceof vscode.Location) return [toTarget({ uri: value.uri, range: value.range })];
    return value instanceof vscode.Uri ? [toTarget({ uri: value })] : [];
  });
  const editor = vscode.window.activeTextEditor;
  if (targets.length === 0 && editor?.document.uri.scheme === 'file') {
    const { document, selection } = editor;
    targets.push(toTarget({ uri: document.uri, range: selection.isEmpty ? undefined : selection }));
  }
  return targets.map((target, index) => ({
    id: String(index),
    item: { kind: 'code', target },
    on: true,
    follows: false,
  }));
}

function historyOf({ history }: vscode.ChatContext): Turn[] {
  return history.flatMap((turn): Turn[] => {
    if (turn instanceof vscode.ChatRequestTurn)
      return [{ role: 'user', question: { text: turn.prompt, targets: [] } }];
    const text: unknown = turn.result.metadata?.text;
    return turn.participant === participantId && typeof text === 'string'
      ? [{ role: 'assistant', text }]
      : [];
  });
}

function show(event: AnswerEvent, proposalId: string, stream: vscode.ChatResponseStream): void {
  switch (event.type) {
    case 'text':
      // A string is not trusted: no command links, no HTML.
      return stream.markdown(event.delta);
    case 'step':
      if (event.state === 'running') stream.progress(event.label);
      return;
    case 'patch':
      stream.markdown(
        `\n\n**${event.patch.title}** (${badgeOf(event.check).label})\n\n${exportedDiff(event.patch)}\n\n`,
      );
      return stream.button({
        command: reviewCommand,
        title: vscode.l10n.t('Review Patch'),
        arguments: [proposalId],
      });
    case 'error':
      return stream.markdown(`\n\n${event.error.message}`);
    case 'done':
      if (event.reason === 'length')
        stream.markdown(`\n\n${vscode.l10n.t('The answer was cut off at its length limit.')}`);
      return;
  }
}
