import type { Allowance, AnswerError, Usage } from '../provider';
import type { ToolDefinition } from '../tools/tool';
import type { Outgoing } from './outgoing';

/** A language model that can be talked to, whoever runs it. Each has its own form of messages, and keeps it to itself. */
export interface Model {
  readonly id: string;
  /** For people: "Claude Opus 5.5". */
  readonly label: string;
  /** Where it gets what it is told. */
  readonly destination: string;
  readonly note?: string;
  /** Begins an exchange. Nothing is sent before its first round. */
  open(outgoing: Outgoing, tools: readonly ToolDefinition[]): Exchange | Promise<Exchange>;
}

/** One answer of a model: rounds of words and tool calls, until it has nothing more to look up. */
export interface Exchange {
  /**
   * Asks the model to go on.
   *
   * @param results of the calls that it made last, in their order; none the first time
   * @param mayCall false in the last round: then it must answer with what it has
   * @param left what it may still use, for a model that can be told how long an answer may be
   * @throws ModelError for what is not the model's word
   */
  round(
    results: readonly ToolResult[],
    mayCall: boolean,
    signal: AbortSignal,
    left?: Allowance,
  ): AsyncIterable<ModelEvent>;
}

export interface ToolCall {
  id: string;
  name: string;
  input: unknown;
}

export interface ToolResult {
  id: string;
  text: string;
  failed: boolean;
}

/** What comes out of a round; `end` is its last event. */
export type ModelEvent =
  | { type: 'text'; delta: string }
  /** It reasons, and what it thinks is not shown. */
  | { type: 'thinking' }
  /** The request is made again, and why: people wait better when they know. */
  | { type: 'waiting'; label: string; isOver: boolean }
  | { type: 'usage'; usage: Usage }
  | { type: 'end'; reason: 'end' | 'calls' | 'length' | 'refusal'; calls: ToolCall[] };

/** Why a model could not answer. */
export class ModelError extends Error {
  constructor(
    readonly error: AnswerError,
    options?: ErrorOptions,
  ) {
    super(error.message, options);
  }
}
