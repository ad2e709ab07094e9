import { estimateTokens } from '../context/tokens';
import type { Allowance, AnswerEvent, AnswerRequest, Provider, StopReason, Usage } from '../provider';
import { SecretMasker } from '../safety/mask-secrets';
import { defaultLimits, Toolbox, type ToolLimits } from '../tools/toolbox';
import { addUsage, noUsage, tokensOf } from '../usage';
import { type Model, ModelError, type ModelEvent, type ToolResult } from './model';
import { type Budget, defaultBudget, prepare } from './outgoing';

/** How often a model may look something up before it has to answer. */
const mostRounds = 14;

export interface ModelProviderOptions {
  budget?: Budget;
  limits?: ToolLimits;
  rounds?: number;
}

/** Marcus with a language model: it is told what is known, may look up more, and what it proposes is checked. */
export class ModelProvider implements Provider {
  readonly id: string;
  readonly label: string;
  readonly note: string | undefined;
  readonly destination: string;
  readonly #model: Model;
  readonly #options: ModelProviderOptions;

  constructor(model: Model, options: ModelProviderOptions = {}) {
    this.id = model.id;
    this.label = model.label;
    this.note = model.note;
    this.destination = model.destination;
    this.#model = model;
    this.#options = options;
  }

  async *answer(request: AnswerRequest, signal: AbortSignal): AsyncIterable<AnswerEvent> {
    try {
      for await (const event of this.#events(request, signal)) {
        if (signal.aborted) return;
        yield event;
      }
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof ModelError)) throw error;
      yield { type: 'error', error: error.error };
    }
  }

  async *#events(request: AnswerRequest, signal: AbortSignal): AsyncIterable<AnswerEvent> {
    const masker = new SecretMasker(request.knowledge);
    const toolbox = new Toolbox(
      { knowledge: request.knowledge, masker },
      this.#options.limits ?? defaultLimits,
    );
    const outgoing = await prepare(request, this.#options.budget ?? defaultBudget, masker);
    if (signal.aborted) return;
    const { definitions } = toolbox;
    // What the next round takes at least, known exactly once there has been one.
    let prompt = outgoing.tokens + estimateTokens(JSON.stringify(definitions));
    const refused = whyTooMuch(prompt, request.allowance);
    if (refused) throw refused;
    const exchange = await this.#model.open(outgoing, definitions);
    const rounds = this.#options.rounds ?? mostRounds;
    let spent: Usage = noUsage;
    let results: ToolResult[] = [];
    for (let round = 1; ; round++) {
      const isLast = round >= rounds;
      let end: Extract<ModelEvent, { type: 'end' }> | undefined;
      let ofRound: Usage | undefined;
      const waits = new StepsOfRound(round);
      try {
        const left = leftOf(request.allowance, spent, prompt);
        for await (const event of exchange.round(results, !isLast, signal, left)) {
          if (event.type === 'text') {
            yield* waits.spoken();
            yield { type: 'text', delta: event.delta };
          } else if (event.type === 'thinking') yield* waits.thinking();
          else if (event.type === 'waiting') yield waits.waiting(event);
          else if (event.type === 'usage') {
            ofRound = event.usage;
            yield { type: 'usage', usage: addUsage(spent, ofRound) };
          } else end = event;
        }
      } finally {
        if (ofRound) {
          spent = addUsage(spent, ofRound);
          prompt = tokensOf(ofRound);
        }
      }
      yield* waits.spoken();
      if (end?.reason !== 'calls' || end.calls.length === 0 || isLast) {
        for (const held of toolbox.takeHeldPatches()) yield { type: 'patch', ...held };
        const reason = reasonFor(end);
        const isCapped = reason === 'length' && isUsedUp(spent, 0, request.allowance);
        yield { type: 'done', reason: isCapped ? 'allowance' : reason };
        return;
      }
      results = [];
      for (const call of end.calls) {
        yield { type: 'step', ...toolbox.begin(call) };
        const { result, step, patch } = await toolbox.call(call);
        if (signal.aborted) return;
        yield { type: 'step', ...step };
        if (patch) yield { type: 'patch', ...patch };
        results.push(result);
      }
      if (isUsedUp(spent, prompt, request.allowance)) {
        for (const held of toolbox.takeHeldPatches()) yield { type: 'patch', ...held };
        yield { type: 'done', reason: 'allowance' };
        return;
      }
    }
  }
}

/** A model that still wants to look something up in its last round has not finished. */
function reasonFor(end: Extract<ModelEvent, { type: 'end' }> | undefined): StopReason {
  return end?.reason === 'calls' ? 'rounds' : (end?.reason ?? 'end');
}

/**
 * Whether a cap is reached, or would be by what the next prompt alone takes; one in money cannot be where the price is not known, and what a
 * prompt costs depends on how much of it is read from the cache.
 */
function isUsedUp(usage: Usage, nextPrompt: number, allowance: Allowance = {}): boolean {
  const { tokens = Number.POSITIVE_INFINITY, dollars = Number.POSITIVE_INFINITY } = allowance;
  return tokensOf(usage) + nextPrompt >= tokens || (usage.dollars ?? 0) >= dollars;
}

/** What of the caps the words of the next round may use. */
function leftOf(allowance: Allowance = {}, spent: Usage, prompt: number): Allowance {
  const { tokens, dollars } = allowance;
  return {
    ...(tokens === undefined ? {} : { tokens: tokens - tokensOf(spent) - prompt }),
    ...(dollars === undefined || spent.dollars === undefined ? {} : { dollars: dollars - spent.dollars }),
  };
}

/** Why a question is not sent, where what goes with it is more than is left. */
function whyTooMuch(prompt: number, { tokens }: Allowance = {}): ModelError | undefined {
  if (tokens === undefined || prompt < tokens) return undefined;
  const message =
    `With what goes along, this question takes about ${prompt} tokens, and ${tokens} are left for this conversation. Nothing was sent. ` +
    'Take context out, begin a new conversation, or raise marcus.chat.limit.tokens.';
  return new ModelError({ kind: 'allowance', message, retryable: false });
}

/** Thinking and waiting, as steps that begin and end. */
class StepsOfRound {
  readonly #round: number;
  #isThinking = false;

  constructor(round: number) {
    this.#round = round;
  }

  *thinking(): Iterable<AnswerEvent> {
    if (this.#isThinking) return;
    this.#isThinking = true;
    yield { type: 'step', id: `think ${this.#round}`, label: 'Thinking', state: 'running' };
  }

  *spoken(): Iterable<AnswerEvent> {
    if (!this.#isThinking) return;
    this.#isThinking = false;
    yield { type: 'step', id: `think ${this.#round}`, label: 'Thought', state: 'done' };
  }

  waiting({ label, isOver }: Extract<ModelEvent, { type: 'waiting' }>): AnswerEvent {
    return { type: 'step', id: `wait ${this.#round}`, label, state: isOver ? 'done' : 'running' };
  }
}
