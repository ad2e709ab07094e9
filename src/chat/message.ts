import type { Patch } from './patch/patch';
import type { PatchCheck } from './patch/verify';
import type { AnswerError, StopReason, Suggestion, Usage } from './provider';
import { describeTarget, type Target } from './target';

/** What became of a patch. An outdated one did not fit its files when it was last tried; `reason` says why. */
export interface PatchFate {
  state: 'proposed' | 'accepted' | 'rejected' | 'outdated';
  reason?: string;
}

/** A piece of an answer, in the order in which it came. */
export type Part =
  | { kind: 'text'; text: string }
  | { kind: 'step'; id: string; label: string; state: 'running' | 'done' | 'failed' }
  | { kind: 'patch'; id: string; patch: Patch; check: PatchCheck; fate: PatchFate }
  | { kind: 'suggestions'; items: Suggestion[] };

export type PatchPart = Extract<Part, { kind: 'patch' }>;

export interface UserMessage {
  role: 'user';
  id: string;
  /** Empty when the targets alone are the question. */
  text: string;
  targets: Target[];
}

export interface AssistantMessage {
  role: 'assistant';
  id: string;
  provider: { id: string; label: string; note?: string };
  parts: Part[];
  state: 'answering' | 'complete' | 'stopped' | 'failed';
  stopReason?: StopReason;
  usage?: Usage;
  error?: AnswerError;
}

export type Message = UserMessage | AssistantMessage;

/** The words of a user's message as the panel shows them: the question, or the code that it is about. */
export function visibleText(message: UserMessage): string {
  if (message.text) return message.text;
  return message.targets.map(describeTarget).join('; ');
}

/** The words of an answer, without steps and patches, as a later turn remembers them. */
export function spokenText(message: AssistantMessage): string {
  return message.parts.map((part) => (part.kind === 'text' ? part.text : '')).join('');
}
