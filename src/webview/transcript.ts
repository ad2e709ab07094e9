import { type AnswerActions, AnswerElement } from './answer';
import { h } from './dom';
import type { MessageView, PartView, UsageView } from './protocol';
import { QuestionElement } from './question';

export interface TranscriptActions extends AnswerActions {
  /** Asks an earlier question in other words. */
  edit(messageId: string, text: string): void;
}

/** So many messages are rendered at once; those before them when somebody wants to see them. */
const mostAtOnce = 40;

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
  readonly #more = h('button', {
    type: 'button',
    class: 'quiet earlier',
    onclick: () => this.#showEarlier(),
  });
  /** Messages before those that are shown. */
  #earlier: readonly MessageView[] = [];

  constructor(actions: TranscriptActions) {
    this.#actions = actions;
  }

  /** Shows these messages instead of what was there. */
  reset(messages: readonly MessageView[], whenEmpty: HTMLElement): void {
    this.#known.clear();
    this.element.replaceChildren();
    this.#earlier = [];
    if (messages.length === 0) this.element.append(whenEmpty);
    const from = firstShown(messages);
    for (const message of messages.slice(from)) this.put(message);
    this.#offer(messages.slice(0, from));
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

  /** A button for what is not shown yet, over what is. */
  #offer(earlier: readonly MessageView[]): void {
    this.#earlier = earlier;
    this.#more.remove();
    if (earlier.length === 0) return;
    this.#more.textContent = `Show ${earlier.length} earlier messages`;
    this.element.prepend(this.#more);
  }

  /** Puts another stretch over what is shown, which stays where it is on the screen. */
  #showEarlier(): void {
    const from = firstShown(this.#earlier);
    const heightBefore = this.element.scrollHeight - this.element.scrollTop;
    const shown = [...this.element.children].filter((child) => child !== this.#more);
    for (const message of this.#earlier.slice(from)) this.put(message);
    this.element.append(...shown);
    this.#offer(this.#earlier.slice(0, from));
    this.element.scrollTop = this.element.scrollHeight - heightBefore;
    if (this.#earlier.length === 0) this.element.focus();
    else this.#more.focus();
  }

  #answer(messageId: string): AnswerElement | undefined {
    const known = this.#known.get(messageId);
    return known instanceof AnswerElement ? known : undefined;
  }
}

/** Where the last stretch of messages begins: with a question. */
function firstShown(messages: readonly MessageView[]): number {
  const from = Math.max(0, messages.length - mostAtOnce);
  return from === 0
    ? 0
    : from +
        Math.max(
          0,
          messages.slice(from).findIndex(({ role }) => role === 'user'),
        );
}
