import type { AssistantMessage, Message } from './message';
import type { Usage } from './provider';
import { addUsage, noUsage } from './usage';

/** A conversation as it is kept between two sessions. */
export interface ConversationData {
  version: typeof currentVersion;
  nextId: number;
  state: 'idle' | 'answering' | 'stopped' | 'failed';
  messages: Message[];
  /** Used by answers that have been taken back. */
  spent: Usage;
}

/** Raised whenever the stored form changes; older conversations are then forgotten, which is better than misread. */
export const currentVersion = 2;

/** A conversation in which nothing has been said. */
export function emptyConversation(): ConversationData {
  return { version: currentVersion, nextId: 1, state: 'idle', messages: [], spent: noUsage };
}

/**
 * A conversation from what was stored; an empty one when that is missing, of another version, or not whole. An answer that was
 * being given when the window closed comes back as stopped.
 */
export function restoreConversation(stored: unknown): ConversationData {
  if (!isStored(stored)) return emptyConversation();
  const messages = stored.messages.map((message) =>
    message.role === 'assistant' && message.state === 'answering'
      ? ({ ...message, state: 'stopped' } satisfies AssistantMessage)
      : message,
  );
  return { ...stored, messages, state: stored.state === 'answering' ? 'stopped' : stored.state };
}

/** The newest messages of a conversation, so that what is stored stays small; it begins with a question. */
export function trimmed(data: ConversationData, mostMessages: number): ConversationData {
  if (data.messages.length <= mostMessages) return data;
  const newest = data.messages.slice(-mostMessages);
  const first = newest.findIndex(({ role }) => role === 'user');
  const messages = first < 0 ? [] : newest.slice(first);
  const dropped = data.messages.slice(0, data.messages.length - messages.length);
  return { ...data, messages, spent: dropped.reduce(withUsageOf, data.spent) };
}

/** What is forgotten has been used all the same. */
function withUsageOf(sum: Usage, message: Message): Usage {
  return message.role === 'assistant' && message.usage ? addUsage(sum, message.usage) : sum;
}

function isStored(value: unknown): value is ConversationData {
  if (!isRecord(value) || value.version !== currentVersion || typeof value.nextId !== 'number') return false;
  if (!isRecord(value.spent) || typeof value.spent.inputTokens !== 'number') return false;
  if (!['idle', 'answering', 'stopped', 'failed'].includes(String(value.state))) return false;
  return Array.isArray(value.messages) && value.messages.every(isMessage);
}

function isMessage(value: unknown): value is Message {
  if (!isRecord(value) || typeof value.id !== 'string') return false;
  if (value.role === 'user') return typeof value.text === 'string' && Array.isArray(value.targets);
  return value.role === 'assistant' && isRecord(value.provider) && Array.isArray(value.parts);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
