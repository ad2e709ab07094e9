import { h } from './dom';
import { AnswerElement, type MessageActions, questionElement } from './message-view';
import type { MessageView, PartView } from './protocol';

/** All that was said, oldest first, in turns of a question and its answer. */
export class Transcript {
  readonly element = h('main', {
    class: 'transcript',
    role: 'log',
    'aria-live': 'off',
    'aria-label': 'Conversation',
    tabindex: '0',
  });
  readonly #actions: MessageActions;
  readonly #known = new Map<string, HTMLElement | AnswerElement>();

  constructor(actions: MessageActions) {
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
    if (message.role === 'user') {
      if (this.#known.size === 0) this.element.replaceChildren();
      const question = questionElement(message);
      this.#known.set(message.id, question);
      this.element.append(h('section', { class: 'turn' }, question));
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

  /**
   * Puts the newest question to the top of the view. The answer then grows below it and nothing moves under the reader's
   * eyes; the last turn is as high as the view (chat.css), so that there is room.
   */
  showNewest(): void {
    this.element.lastElementChild?.scrollIntoView({ block: 'start' });
  }

  #answer(messageId: string): AnswerElement | undefined {
    const known = this.#known.get(messageId);
    return known instanceof AnswerElement ? known : undefined;
  }
}
