import type { Knowledge } from './knowledge';
import {
  type AssistantMessage,
  type Message,
  type Part,
  type PatchFate,
  type PatchPart,
  spokenText,
  type UserMessage,
} from './message';
import type { Decisions } from './patch/decisions';
import type { Patch } from './patch/patch';
import type { PatchCheck } from './patch/verify';
import type { Allowance, AnswerError, AnswerEvent, Provider, Question, Turn, Usage } from './provider';
import { type ConversationData, currentVersion } from './stored';
import { addUsage } from './usage';

/** `idle` before the first question and after a complete answer. */
export type ConversationState = 'idle' | 'answering' | 'stopped' | 'failed';

/** What changed, small enough to be sent on for each piece of a streamed answer. */
export type Change =
  | { type: 'reset' }
  | { type: 'message'; message: Message }
  | { type: 'text'; messageId: string; part: number; delta: string }
  | { type: 'part'; messageId: string; part: number; value: Part }
  | { type: 'usage'; messageId: string; usage: Usage }
  | { type: 'state'; state: ConversationState };

/**
 * One conversation: who said what, and the state machine around the answer that is being given. It keeps no clock and no
 * randomness, so that the same questions and answers make the same JSON.
 *
 *     idle ──ask──▶ answering ──done──▶ idle
 *                      │ ├──stop──▶ stopped ──ask, retry──▶ answering
 *                      │ └──error─▶ failed  ──ask, retry──▶ answering
 */
export class Conversation {
  readonly #messages: Message[];
  #state: ConversationState;
  #nextId: number;
  /** Used by answers that have been taken back. */
  #spent: Usage;
  #abort: AbortController | undefined;
  readonly #changed: (change: Change) => void;

  /** @param changed is told of each change, at once. */
  constructor(data: ConversationData, changed: (change: Change) => void = () => {}) {
    this.#messages = data.messages;
    this.#state = data.state;
    this.#nextId = data.nextId;
    this.#spent = data.spent;
    this.#changed = changed;
  }

  get state(): ConversationState {
    return this.#state;
  }

  get messages(): readonly Message[] {
    return this.#messages;
  }

  /** What was said, as whoever answers next is told it. */
  get turns(): Turn[] {
    return this.#messages.map((message) =>
      message.role === 'user'
        ? { role: 'user', question: questionOf(message) }
        : { role: 'assistant', text: spokenText(message) },
    );
  }

  toJSON(): ConversationData {
    return {
      version: currentVersion,
      nextId: this.#nextId,
      state: this.#state,
      messages: this.#messages,
      spent: this.#spent,
    };
  }

  /** Adds the question and its answer; resolves when the answer has ended. While one is being given, it is stopped first. */
  async ask(
    question: Question,
    provider: Provider,
    knowledge: Knowledge,
    allowance?: Allowance,
  ): Promise<void> {
    this.stop();
    const message: Message = { role: 'user', id: this.#id(), ...question };
    this.#messages.push(message);
    this.#changed({ type: 'message', message });
    await this.#answer(provider, knowledge, allowance);
  }

  /** Asks an earlier question anew in other words: it and all that followed it are forgotten. Does nothing for an unknown id. */
  async askInstead(
    messageId: string,
    question: Question,
    provider: Provider,
    knowledge: Knowledge,
    allowance?: Allowance,
  ): Promise<void> {
    const index = this.#messages.findIndex(({ id, role }) => id === messageId && role === 'user');
    if (index < 0) return;
    this.stop();
    this.#truncate(index);
    this.#changed({ type: 'reset' });
    await this.ask(question, provider, knowledge, allowance);
  }

  /** Answers the last question once more, in place of the last answer. Does nothing where nothing was asked. */
  async retry(provider: Provider, knowledge: Knowledge, allowance?: Allowance): Promise<void> {
    this.stop();
    const last = this.#messages.findLastIndex((message) => message.role === 'user');
    if (last < 0) return;
    this.#truncate(last + 1);
    this.#changed({ type: 'reset' });
    await this.#answer(provider, knowledge, allowance);
  }

  /** Ends the answer that is being given. What it had said stays; nothing that it says from now on is heard. */
  stop(): void {
    const abort = this.#abort;
    if (!abort) return;
    this.#abort = undefined;
    abort.abort();
    const message = this.#messages.at(-1);
    if (message?.role === 'assistant') this.#finish(message, 'stopped');
  }

  /** The proposed patch with this id, wherever it was proposed. */
  patch(id: string): PatchPart | undefined {
    return this.#findPatch(id)?.value;
  }

  /** Records what a person did with a patch, or what its check says now. */
  updatePatch(
    id: string,
    update: { fate?: PatchFate; check?: PatchCheck; patch?: Patch; decided?: Decisions },
  ): void {
    const found = this.#findPatch(id);
    if (!found) return;
    Object.assign(found.value, update);
    this.#changed({ type: 'part', ...found });
  }

  /** Adds a patch that a person made of something in an answer; its id, or undefined when the answer is not there. */
  addPatch(messageId: string, patch: Patch, check: PatchCheck): string | undefined {
    const message = this.#messages.find(({ id }) => id === messageId);
    if (message?.role !== 'assistant') return undefined;
    const id = this.#id();
    this.#putPart(message, { kind: 'patch', id, patch, check, fate: { state: 'proposed' }, decided: {} });
    return id;
  }

  /** Takes over a patch that was proposed elsewhere, with its question; its id here. An answer that is being given is stopped. */
  adoptPatch(
    question: Question,
    provider: AssistantMessage['provider'],
    patch: Patch,
    check: PatchCheck,
  ): string {
    this.stop();
    const asked: Message = { role: 'user', id: this.#id(), ...question };
    const answer: AssistantMessage = {
      role: 'assistant',
      id: this.#id(),
      provider,
      parts: [],
      state: 'complete',
    };
    for (const message of [asked, answer]) {
      this.#messages.push(message);
      this.#changed({ type: 'message', message });
    }
    const id = this.#id();
    this.#putPart(answer, { kind: 'patch', id, patch, check, fate: { state: 'proposed' }, decided: {} });
    this.#enter('idle');
    return id;
  }

  /** What all answers have used, those included that are no longer shown. In dollars only as far as all prices are known. */
  get usage(): Usage {
    return this.#messages.reduce(
      (sum, message) => (message.role === 'assistant' && message.usage ? addUsage(sum, message.usage) : sum),
      this.#spent,
    );
  }

  async #answer(provider: Provider, knowledge: Knowledge, allowance?: Allowance): Promise<void> {
    const turns = this.turns;
    const last = turns.pop();
    if (last?.role !== 'user') return;
    const { id, label, note } = provider;
    const message: AssistantMessage = {
      role: 'assistant',
      id: this.#id(),
      provider: { id, label, note },
      parts: [],
      state: 'answering',
    };
    const abort = new AbortController();
    this.#abort = abort;
    this.#messages.push(message);
    this.#changed({ type: 'message', message });
    this.#enter('answering');

    const aborted = new Promise<'aborted'>((resolve) => {
      abort.signal.addEventListener('abort', () => resolve('aborted'), { once: true });
    });
    try {
      const request = { question: last.question, history: turns, knowledge, allowance };
      const events = provider.answer(request, abort.signal)[Symbol.asyncIterator]();
      for (;;) {
        // A provider that does not heed the signal must not keep the person waiting: the race does.
        const next = await Promise.race([events.next(), aborted]);
        if (next === 'aborted' || abort.signal.aborted) {
          void events.return?.().catch(() => {});
          return;
        }
        if (next.done) break;
        if (this.#hear(message, next.value)) break;
      }
      if (message.state === 'answering') this.#finish(message, 'complete');
    } catch (error) {
      if (!abort.signal.aborted) this.#fail(message, asAnswerError(error));
    } finally {
      if (this.#abort === abort) this.#abort = undefined;
    }
  }

  /** Takes in one event; true when it was the last one. */
  #hear(message: AssistantMessage, event: AnswerEvent): boolean {
    switch (event.type) {
      case 'text':
        this.#hearText(message, event.delta);
        return false;
      case 'step': {
        const { id, label, state, detail } = event;
        this.#putPart(
          message,
          { kind: 'step', id, label, state, ...(detail ? { detail } : {}) },
          (part) => part.kind === 'step' && part.id === id,
        );
        return false;
      }
      case 'patch': {
        const { patch, check } = event;
        this.#putPart(message, {
          kind: 'patch',
          id: this.#id(),
          patch,
          check,
          fate: { state: 'proposed' },
          decided: {},
        });
        return false;
      }
      case 'suggestions':
        this.#putPart(message, { kind: 'suggestions', items: event.items });
        return false;
      case 'usage':
        message.usage = event.usage;
        this.#changed({ type: 'usage', messageId: message.id, usage: event.usage });
        return false;
      case 'done':
        message.stopReason = event.reason;
        this.#finish(message, 'complete');
        return true;
      case 'error':
        this.#fail(message, event.error);
        return true;
    }
  }

  #hearText(message: AssistantMessage, delta: string): void {
    if (delta === '') return;
    const last = message.parts.at(-1);
    if (last?.kind === 'text') {
      last.text += delta;
      this.#changed({ type: 'text', messageId: message.id, part: message.parts.length - 1, delta });
    } else {
      this.#putPart(message, { kind: 'text', text: delta });
    }
  }

  #putPart(message: AssistantMessage, value: Part, replaces: (part: Part) => boolean = () => false): void {
    const known = message.parts.findIndex(replaces);
    const index = known < 0 ? message.parts.length : known;
    message.parts[index] = value;
    this.#changed({ type: 'part', messageId: message.id, part: index, value });
  }

  #fail(message: AssistantMessage, error: AnswerError): void {
    message.error = error;
    this.#finish(message, 'failed');
  }

  #finish(message: AssistantMessage, state: 'complete' | 'stopped' | 'failed'): void {
    message.state = state;
    message.parts = message.parts.map((part) => settled(part));
    this.#changed({ type: 'message', message });
    this.#enter(state === 'complete' ? 'idle' : state);
  }

  #enter(state: ConversationState): void {
    this.#state = state;
    this.#changed({ type: 'state', state });
  }

  /** What is forgotten has been paid for. */
  #truncate(length: number): void {
    for (const message of this.#messages.splice(length)) {
      if (message.role === 'assistant' && message.usage) this.#spent = addUsage(this.#spent, message.usage);
    }
  }

  #findPatch(id: string): { messageId: string; part: number; value: PatchPart } | undefined {
    for (const message of this.#messages) {
      if (message.role !== 'assistant') continue;
      const part = message.parts.findIndex((candidate) => candidate.kind === 'patch' && candidate.id === id);
      const value = message.parts[part];
      if (value?.kind === 'patch') return { messageId: message.id, part, value };
    }
    return undefined;
  }

  #id(): string {
    return String(this.#nextId++);
  }
}

/** The question in a message, as it was asked. */
function questionOf({ text, targets, command, attachments }: UserMessage): Question {
  return { text, targets, ...(command ? { command } : {}), ...(attachments ? { attachments } : {}) };
}

/** A step that still runs when the answer ends will never end by itself. */
function settled(part: Part): Part {
  return part.kind === 'step' && part.state === 'running' ? { ...part, state: 'failed' } : part;
}

function asAnswerError(error: unknown): AnswerError {
  const message = error instanceof Error ? error.message : String(error);
  return { kind: 'internal', message, retryable: true };
}
