import {
  type AssistantMessage,
  badgeOf,
  type Conversation,
  type Message,
  type Part,
  type Provider,
  persona,
  visibleText,
} from '../../chat';
import type { MessageView, PartView, View } from '../../webview/protocol';
import { chipOf } from './editor-context';

/** The conversation as the page shows it: no anchors, no fingerprints, nothing that it could send back in place of an id. */
export function viewOf(conversation: Conversation, provider: Provider): View {
  return {
    messages: conversation.messages.map(messageView),
    state: conversation.state,
    introduction: { name: persona.name, title: persona.title, text: persona.introduction },
    provider: { label: provider.label, note: provider.note },
  };
}

export function messageView(message: Message): MessageView {
  if (message.role === 'user') {
    const chips = message.targets.flatMap((target) => [
      chipOf(target),
      ...(target.ruleId ? [{ label: target.ruleId }] : []),
    ]);
    return { role: 'user', id: message.id, text: visibleText(message), chips };
  }
  const { id, provider, parts, state } = message;
  return {
    role: 'assistant',
    id,
    provider: { label: provider.label, note: provider.note },
    parts: parts.map(partView),
    state,
    problem: problemOf(message),
  };
}

export function partView(part: Part): PartView {
  switch (part.kind) {
    case 'text':
      return { kind: 'text', text: part.text };
    case 'step':
      return { kind: 'step', label: part.label, state: part.state };
    case 'suggestions':
      return { kind: 'suggestions', labels: part.items.map(({ label }) => label) };
    case 'patch': {
      const { id, patch, check, fate } = part;
      const files = patch.files.map(({ path, kind, diff }) => ({ path, diff, created: kind === 'create' }));
      return { kind: 'patch', id, title: patch.title, safe: patch.safe, files, badge: badgeOf(check), fate };
    }
  }
}

function problemOf({
  error,
  stopReason,
}: AssistantMessage): { message: string; retryable: boolean } | undefined {
  if (error) return { message: error.message, retryable: error.retryable };
  if (stopReason === 'length')
    return { message: 'The answer was cut off at its length limit.', retryable: true };
  if (stopReason === 'refusal') return { message: 'The provider declined to answer this.', retryable: true };
  return undefined;
}
