import * as vscode from 'vscode';
import {
  type AnswerEvent,
  badgeOf,
  ChatModel,
  type ContextItem,
  compose,
  exportedDiff,
  type Knowledge,
  ModelProvider,
  type Question,
  type Reference,
  RulebookProvider,
  type Target,
  type TrayEntry,
  type Turn,
} from '../../chat';
import { editorChat } from './editor-models';
import { participantId, reviewCommand } from './names';
import { endings } from './present';
import { resolveReference } from './resolve-reference';
import { toTarget } from './workspace-paths';

/** A patch that was proposed in the editor's chat, as the panel takes it over to be reviewed. */
export type Proposal = Extract<AnswerEvent, { type: 'patch' }> & { question: Question };

/** What the editor's chat knows of an earlier answer of ours. */
interface ResultData {
  text: string;
}

/**
 * `@marcus` in the editor's own chat: the same Marcus, with the model that is chosen there. In a workspace that is not trusted he
 * answers from the rulebook.
 */
export class Participant {
  readonly #knowledge: Knowledge;
  readonly #proposals = new Map<string, Proposal>();

  constructor(knowledge: Knowledge) {
    this.#knowledge = knowledge;
  }

  /** The patch behind a button in an answer, as long as the window lives. */
  proposal(id: string): Proposal | undefined {
    return this.#proposals.get(id);
  }

  async answer(
    request: vscode.ChatRequest,
    context: vscode.ChatContext,
    stream: vscode.ChatResponseStream,
    token: vscode.CancellationToken,
  ): Promise<vscode.ChatResult> {
    const tray = referencesOf(request);
    const composed = await compose(typedIn(request), tray, (reference) => this.#resolve(reference, tray));
    if (!composed.ok) {
      stream.markdown(
        typedIn(request).trim() === ''
          ? vscode.l10n.t('Ask about code or a rule, or use one of the commands.')
          : composed.reason,
      );
      return { metadata: { text: '' } satisfies ResultData };
    }
    const provider = vscode.workspace.isTrusted
      ? new ModelProvider(new ChatModel(editorChat(request.model)))
      : new RulebookProvider();
    const abort = new AbortController();
    const cancellation = token.onCancellationRequested(() => abort.abort());
    let text = '';
    try {
      const { question } = composed;
      const asked = { question, history: historyOf(context), knowledge: this.#knowledge };
      for await (const event of provider.answer(asked, abort.signal)) {
        if (event.type === 'text') text += event.delta;
        const id = event.type === 'patch' ? String(this.#proposals.size + 1) : '';
        if (event.type === 'patch') this.#proposals.set(id, { ...event, question });
        show(event, id, stream);
      }
      if (provider.note) stream.markdown(`\n\n*${provider.note}*`);
    } finally {
      cancellation.dispose();
    }
    return { metadata: { text } satisfies ResultData };
  }

  /** What the editor's chat knows by the same words has come with the request; what only Marcus knows is looked up. */
  async #resolve(
    reference: Reference,
    tray: readonly TrayEntry[],
  ): Promise<ContextItem | string | undefined> {
    if (reference.kind === 'selection' || (reference.kind === 'file' && tray.length > 0)) return undefined;
    const first = tray.map(({ item }) => item).find((item) => item.kind === 'code');
    return resolveReference(reference, { target: first?.target }, this.#knowledge);
  }
}

function typedIn({ command, prompt }: { command?: string; prompt: string }): string {
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
    // What was said to others is none of ours.
    if (turn.participant !== participantId) return [];
    if (turn instanceof vscode.ChatRequestTurn)
      return [{ role: 'user', question: { text: typedIn(turn).trim(), targets: [] } }];
    const text: unknown = turn.result.metadata?.text;
    return typeof text === 'string' ? [{ role: 'assistant', text }] : [];
  });
}

function show(event: AnswerEvent, proposalId: string, stream: vscode.ChatResponseStream): void {
  switch (event.type) {
    case 'text':
      // A string is not trusted: no command links, no HTML.
      stream.markdown(event.delta);
      return;
    case 'step':
      if (event.state === 'running') stream.progress(event.label);
      return;
    case 'patch':
      stream.markdown(
        `\n\n**${event.patch.title}** (${badgeOf(event.check).label})\n\n${exportedDiff(event.patch)}\n\n`,
      );
      stream.button({
        command: reviewCommand,
        title: vscode.l10n.t('Review Patch'),
        arguments: [proposalId],
      });
      return;
    case 'error':
      stream.markdown(`\n\n${event.error.message}`);
      return;
    case 'done': {
      const ending = endings[event.reason];
      if (ending) stream.markdown(`\n\n${ending}`);
      return;
    }
  }
}
