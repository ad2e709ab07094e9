import {
  type AssistantMessage,
  badgeOf,
  type Caps,
  type Conversation,
  commands,
  describeAttachment,
  keyOf,
  type Message,
  type Part,
  type PatchPart,
  type Provider,
  persona,
  pricesAsOf,
  referenceWords,
  type StopReason,
  spokenRest,
  spokenUsage,
  type Usage,
  type UserMessage,
  usageDetails,
  visibleText,
} from '../../chat';
import type { ChipView, MessageView, PartView, PatchView, UsageView, View } from '../../webview/protocol';
import { chipOf } from './editor-context';

/** The conversation as the page shows it: no anchors, no fingerprints, nothing that it could send back in place of an id. */
export function viewOf(
  conversation: Conversation,
  about: { id: string; title: string },
  provider: Provider,
  caps: Caps,
): View {
  const { label, note, destination } = provider;
  const { usage } = conversation;
  return {
    conversation: about,
    messages: conversation.messages.map(messageView),
    state: conversation.state,
    introduction: { name: persona.name, title: persona.title, text: persona.introduction },
    provider: { label, note, destination },
    ...(usage.inputTokens + usage.outputTokens > 0 ? { usage: totalView(usage, caps) } : {}),
    commands: Object.entries(commands).map(([word, { description }]) => ({ word: `/${word}`, description })),
    references: Object.entries(referenceWords).map(([word, description]) => ({ word, description })),
  };
}

export function messageView(message: Message): MessageView {
  if (message.role === 'user') {
    const { command, text } = message;
    const source = [command ? `/${command}` : '', text].filter(Boolean).join(' ');
    return { role: 'user', id: message.id, text: visibleText(message), source, chips: chipsOf(message) };
  }
  const { id, provider, parts, state, usage } = message;
  return {
    role: 'assistant',
    id,
    provider: { label: provider.label, note: provider.note },
    parts: parts.map(partView),
    state,
    problem: problemOf(message),
    ...(usage ? { usage: usageView(usage) } : {}),
  };
}

export function partView(part: Part): PartView {
  switch (part.kind) {
    case 'text':
      return { kind: 'text', text: part.text };
    case 'step':
      return { kind: 'step', label: part.label, state: part.state, detail: part.detail };
    case 'suggestions':
      return { kind: 'suggestions', labels: part.items.map(({ label }) => label) };
    case 'patch':
      return patchView(part);
  }
}

export function usageView(usage: Usage): UsageView {
  const estimate =
    usage.dollars === undefined ? '' : `. The cost is an estimate by list prices of ${pricesAsOf}.`;
  return { label: spokenUsage(usage), details: `${usageDetails(usage)}${estimate}` };
}

/** What a conversation has used, and what is left of the caps that are set for one. */
export function totalView(usage: Usage, caps: Caps): UsageView {
  const left = spokenRest(caps, usage);
  return { ...usageView(usage), ...(left ? { left } : {}) };
}

function patchView({ id, patch, check, fate, decided }: PatchPart): PatchView {
  return {
    kind: 'patch',
    id,
    title: patch.title,
    safe: patch.safe,
    files: patch.files.map((each, file) => ({
      path: each.path,
      created: each.kind === 'create',
      diff: (each.kind === 'create' ? each.diff : each.hunks.map(({ diff }) => diff)).map((hunk, index) => ({
        ...hunk,
        fate: decided[keyOf({ file, hunk: index })],
      })),
    })),
    badge: badgeOf(check),
    fate,
  };
}

function chipsOf({ targets, attachments = [] }: UserMessage): ChipView[] {
  return [
    ...targets.flatMap((target) => [chipOf(target), ...(target.ruleId ? [{ label: target.ruleId }] : [])]),
    ...attachments.map((attachment) => ({ label: describeAttachment(attachment) })),
  ];
}

/** What a person is told of an answer that ended before it was whole, by its reason. */
export const endings: Partial<Record<StopReason, string>> = {
  length: 'The answer was cut off at its length limit.',
  refusal: 'The provider declined to answer this.',
  rounds: 'He still wanted to look something up, but one answer may only look up so much. Ask for the rest.',
  allowance: 'This answer reached the cap that is set for a conversation.',
};

function problemOf({
  error,
  stopReason,
}: AssistantMessage): Extract<MessageView, { role: 'assistant' }>['problem'] {
  if (error) return { message: error.message, retryable: error.retryable, remedy: error.remedy };
  const message = stopReason && endings[stopReason];
  return message ? { message, retryable: true } : undefined;
}
