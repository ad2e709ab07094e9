import type { Knowledge } from './knowledge';
import type { Patch } from './patch/patch';
import type { PatchCheck } from './patch/verify';
import type { Target } from './target';

/** What a person asks; the text is empty when the targets alone are the question. */
export interface Question {
  text: string;
  targets: Target[];
}

/** One earlier turn, in the order in which it was said. */
export type Turn = { role: 'user'; question: Question } | { role: 'assistant'; text: string };

export interface AnswerRequest {
  question: Question;
  /** What was said before the question, oldest first. */
  history: readonly Turn[];
  knowledge: Knowledge;
}

export interface Usage {
  inputTokens: number;
  outputTokens: number;
  /** Input tokens that were read from the provider's prompt cache. */
  cachedTokens?: number;
}

/** Why an answer ended: it was complete, it hit the length limit, or the provider declined. */
export type StopReason = 'end' | 'length' | 'refusal';

/** What went wrong, in words that say what the person can do. */
export interface AnswerError {
  kind: 'unauthorized' | 'rate-limited' | 'overloaded' | 'network' | 'invalid' | 'internal';
  message: string;
  retryable: boolean;
}

/** Something the person may ask next, with one click. */
export interface Suggestion {
  label: string;
  question: Question;
}

/**
 * A piece of an answer. A step with a known id replaces the earlier one, so that a tool call is seen to begin and to end.
 * `done` or `error` comes last; what follows them is dropped.
 */
export type AnswerEvent =
  | { type: 'text'; delta: string }
  | { type: 'step'; id: string; label: string; state: 'running' | 'done' | 'failed' }
  | { type: 'patch'; patch: Patch; check: PatchCheck }
  | { type: 'suggestions'; items: Suggestion[] }
  | { type: 'done'; reason: StopReason; usage?: Usage }
  | { type: 'error'; error: AnswerError };

/** Somebody who answers: the rulebook, a model behind an API, or a model of the editor. */
export interface Provider {
  readonly id: string;
  /** For people: "Rulebook", "Claude Sonnet". */
  readonly label: string;
  /** One line that the panel shows under each answer, as that no model is connected. */
  readonly note?: string;
  /** Streams the answer. It ends early, without an error, once the signal is aborted. */
  answer(request: AnswerRequest, signal: AbortSignal): AsyncIterable<AnswerEvent>;
}
