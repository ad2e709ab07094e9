import type { Attachment } from './context/attachment';
import type { Knowledge } from './knowledge';
import type { Patch } from './patch/patch';
import type { PatchCheck } from './patch/verify';
import type { Command } from './slash-commands';
import type { Target } from './target';

/** What a person asks; the text is empty when the targets alone, or the command, are the question. */
export interface Question {
  text: string;
  targets: Target[];
  command?: Command;
  /** What goes with the question besides code. */
  attachments?: Attachment[];
}

/** One earlier turn, in the order in which it was said. */
export type Turn = { role: 'user'; question: Question } | { role: 'assistant'; text: string };

export interface AnswerRequest {
  question: Question;
  /** What was said before the question, oldest first. */
  history: readonly Turn[];
  knowledge: Knowledge;
  /** What the answer may use at most; without it, nothing limits it but the provider. */
  allowance?: Allowance;
}

/** What is left of the caps that a person has set for a conversation. */
export interface Allowance {
  tokens?: number;
  dollars?: number;
}

/** What an answer has used. Input tokens are those that were neither read from a cache nor written to it. */
export interface Usage {
  inputTokens: number;
  outputTokens: number;
  cacheReadTokens: number;
  cacheWriteTokens: number;
  /** An estimate by the list prices of `prices.ts`; absent where the model's are not known. */
  dollars?: number;
}

/** Why an answer ended: it was complete, it hit a limit of length, of tool calls or of what one wants to spend, or the provider declined. */
export type StopReason = 'end' | 'length' | 'refusal' | 'rounds' | 'allowance';

/** What went wrong, in words that say what the person can do. */
export interface AnswerError {
  kind:
    | 'no-key'
    | 'unauthorized'
    | 'forbidden'
    | 'no-credit'
    | 'no-model'
    | 'invalid'
    | 'too-large'
    | 'allowance'
    | 'rate-limited'
    | 'overloaded'
    | 'unavailable'
    | 'network'
    | 'interrupted'
    | 'internal';
  message: string;
  retryable: boolean;
  /** Seconds after which another try makes sense, where the provider says so. */
  retryAfter?: number;
  /** What helps, where a click can do it. */
  remedy?: 'set-key' | 'choose-model';
}

/** Something the person may ask next, with one click. */
export interface Suggestion {
  label: string;
  question: Question;
}

/** A step of an answer that a person sees: `detail` is what came of it, in a few words. */
export interface Step {
  id: string;
  label: string;
  state: 'running' | 'done' | 'failed';
  detail?: string;
}

/**
 * A piece of an answer. A step with a known id replaces the earlier one, so that a tool call is seen to begin and to end.
 * Usage is that of the whole answer so far. `done` or `error` comes last; what follows them is dropped.
 */
export type AnswerEvent =
  | { type: 'text'; delta: string }
  | ({ type: 'step' } & Step)
  | { type: 'patch'; patch: Patch; check: PatchCheck }
  | { type: 'suggestions'; items: Suggestion[] }
  | { type: 'usage'; usage: Usage }
  | { type: 'done'; reason: StopReason }
  | { type: 'error'; error: AnswerError };

/** Somebody who answers: the rulebook, a model behind an API, or a model of the editor. */
export interface Provider {
  readonly id: string;
  /** For people: "Rulebook", "Claude Sonnet". */
  readonly label: string;
  /** One line that the panel shows under each answer, as that no model is connected. */
  readonly note?: string;
  /** Where what it is told goes: a host's name, "the editor's models"; absent when nothing leaves the machine. */
  readonly destination?: string;
  /** Streams the answer. It ends early, without an error, once the signal is aborted. */
  answer(request: AnswerRequest, signal: AbortSignal): AsyncIterable<AnswerEvent>;
}
