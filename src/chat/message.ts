import { describeAttachment } from './context/attachment';
import type { Decisions } from './patch/decisions';
import type { Patch } from './patch/patch';
import type { PatchCheck } from './patch/verify';
import type { AnswerError, Question, Step, StopReason, Suggestion, Usage } from './provider';
import { describeTarget } from './target';

/**
 * What became of a patch: `partly` when some of its parts were taken and the others left. An outdated one did not fit its files when it was
 * last tried; `reason` says why.
 */
export interface PatchFate {
  state: 'proposed' | 'accepted' | 'partly' | 'rejected' | 'outdated';
  reason?: string;
}

/** A piece of an answer, in the order in which it came. */
export type Part =
  | { kind: 'text'; text: string }
  | ({ kind: 'step' } & Step)
  | { kind: 'patch'; id: string; patch: Patch; check: PatchCheck; fate: PatchFate; decided: Decisions }
  | { kind: 'suggestions'; items: Suggestion[] };

export type PatchPart = Extract<Part, { kind: 'patch' }>;

export interface UserMessage extends Question {
  role: 'user';
  id: string;
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
export function visibleText({ command, text, targets, attachments = [] }: UserMessage): string {
  const words = [command ? `/${command}` : '', text].filter(Boolean).join(' ');
  return words || [...targets.map(describeTarget), ...attachments.map(describeAttachment)].join('; ');
}

/** The words of an answer as a later turn remembers them: without steps, and with what became of its patches. */
export function spokenText(message: AssistantMessage): string {
  return message.parts
    .map((part) => {
      if (part.kind === 'text') return part.text;
      if (part.kind !== 'patch') return '';
      const files = part.patch.files.map(({ path }) => path).join(', ');
      return `\n[Patch “${part.patch.title}” to ${files}: ${part.fate.state}]\n`;
    })
    .join('');
}
