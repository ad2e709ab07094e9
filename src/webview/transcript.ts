import { type AnswerActions, AnswerElement } from './answer';
import { h } from './dom';
import type { MessageView, PartView, UsageView } from './protocol';
import { QuestionElement } from './question';

export interface TranscriptActions extends AnswerActions {
  /** Asks an earlier question in other words. */
  edit(messageId: string, text: string): void;
}

/** All that was said, oldest first, in turns of a question and its answer. */
export class Transcript {
  readonly element = h('main', {
    class: 'transcript',
    role: 'log',
    'aria-live': 'off',
    'aria-label': 'Conversation',
    tabindex: '0',
  });
  readonly #actions: TranscriptActions;
  readonly #known = new Map<string, QuestionElement | AnswerElement>();

  constructor(actions: TranscriptActions) {
    this.#actions = actions;
  }

  /** Shows these messages instead of what was there. */
  reset(messages: readonly MessageView[], whenEmpty: HTMLElement): void {
    this.#known.clear();
    this.element.replaceChildren();
    if (messages.length === 0) this.element.append(whenEmpty);
    for (const message of messages) this.put(message);
  }

  /** Adds a message, or brings the one with its id up to date. */
  put(message: MessageView): void {
    const known = this.#known.get(message.id);
    if (known) {
      if (known instanceof AnswerElement && message.role === 'assistant') known.update(message);
      return;
    }
    if (this.#known.size === 0) this.element.replaceChildren();
    if (message.role === 'user') {
      const question = new QuestionElement(message, (text) => this.#actions.edit(message.id, text));
      this.#known.set(message.id, question);
      this.element.append(h('section', { class: 'turn' }, question.element));
      return;
    }
    const answer = new AnswerElement(message, this.#actions);
    this.#known.set(message.id, answer);
    (this.element.lastElementChild ?? this.element).append(answer.element);
  }

  setPart(messageId: string, part: number, value: PartView): void {
    this.#answer(messageId)?.setPart(part, value);
  }

  appendText(messageId: string, part: number, delta: string): void {
    this.#answer(messageId)?.appendText(part, delta);
  }

  setUsage(messageId: string, usage: UsageView): void {
    this.#answer(messageId)?.setUsage(usage);
  }

  /** Makes the question that was asked last one that can be edited. @param leave where the focus goes when nothing comes of it */
  editLast(leave: () => void): void {
    const last = [...this.#known.values()].findLast((each) => each instanceof QuestionElement);
    if (!last) return;
    last.element.scrollIntoView?.({ block: 'nearest' });
    last.edit(leave);
  }

  /**
   * Puts the newest question to the top of the view. The answer then grows below it and nothing moves under the reader's
   * eyes; the last turn is as high as the view (conversation.css), so that there is room.
   */
  showNewest(): void {
    const last = this.element.lastElementChild;
    // Not by scrollIntoView, which would move what is around this element as well.
    if (last instanceof HTMLElement) this.element.scrollTop = last.offsetTop;
  }

  #answer(messageId: string): AnswerElement | undefined {
    const known = this.#known.get(messageId);
    return known instanceof AnswerElement ? known : undefined;
  }
}
