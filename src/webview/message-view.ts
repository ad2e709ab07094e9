import { type CodeActions, decorateCode } from './code-block';
import { h, icon, iconButton } from './dom';
import { MarkdownStream } from './markdown/stream';
import { type PatchActions, patchCard } from './patch-card';
import type { ChipView, MessageView, PartView } from './protocol';

export interface MessageActions extends CodeActions, PatchActions {
  retry(): void;
  suggestion(messageId: string, part: number, index: number): void;
}

type UserView = Extract<MessageView, { role: 'user' }>;
type AnswerView = Extract<MessageView, { role: 'assistant' }>;

/** A question, with the code that it is about. */
export function questionElement(message: UserView): HTMLElement {
  return h(
    'article',
    { class: 'question', 'aria-label': 'You' },
    h('p', { class: 'question-text' }, message.text),
    message.chips.length > 0 ? h('div', { class: 'chips' }, ...message.chips.map(chip)) : undefined,
  );
}

/** A piece of context; one that has a place opens it. */
export function chip({ label, place }: ChipView): HTMLElement {
  if (!place) return h('span', { class: 'chip' }, label);
  const { path, first, last } = place;
  const lines = first === undefined ? '' : `:${first}${last && last !== first ? `-${last}` : ''}`;
  return h(
    'button',
    { type: 'button', class: 'chip', 'data-place': `${path}${lines}`, title: `Open ${path}${lines}` },
    icon('file'),
    label,
  );
}

/** An answer while it grows: each of its parts keeps its element, and text parts their open Markdown. */
export class AnswerElement {
  readonly element: HTMLElement;
  readonly #parts = h('div', { class: 'parts' });
  readonly #end = h('div', { class: 'answer-end' });
  readonly #slots: { element: HTMLElement; stream?: MarkdownStream }[] = [];
  readonly #id: string;
  readonly #actions: MessageActions;

  constructor(message: AnswerView, actions: MessageActions) {
    this.#id = message.id;
    this.#actions = actions;
    this.element = h('article', { class: 'answer', 'aria-label': 'Marcus' }, this.#parts, this.#end);
    this.update(message);
  }

  /** Brings the element to the message's state. Text that is shown already is not rendered again. */
  update(message: AnswerView): void {
    message.parts.forEach((part, index) => {
      if (part.kind !== 'text' || !this.#slots[index]) this.setPart(index, part);
    });
    if (message.state !== 'answering') for (const { stream } of this.#slots) stream?.end();
    this.element.dataset.state = message.state;
    this.#end.replaceChildren(...this.#endOf(message));
  }

  setPart(index: number, part: PartView): void {
    // The text before is whole as soon as something follows it.
    this.#slots[index - 1]?.stream?.end();
    const slot = this.#slotFor(index, part);
    const old = this.#slots[index];
    if (old) {
      const focused = old.element.contains(document.activeElement);
      old.element.replaceWith(slot.element);
      if (focused) slot.element.querySelector<HTMLElement>('button')?.focus();
    } else {
      this.#parts.append(slot.element);
    }
    this.#slots[index] = slot;
  }

  appendText(index: number, delta: string): void {
    this.#slots[index]?.stream?.append(delta);
  }

  #slotFor(index: number, part: PartView): { element: HTMLElement; stream?: MarkdownStream } {
    switch (part.kind) {
      case 'text': {
        const element = h('div', { class: 'markdown' });
        const stream = new MarkdownStream(element, (blocks, closed) =>
          decorateCode(blocks, closed, this.#actions),
        );
        stream.append(part.text);
        return { element, stream };
      }
      case 'step':
        return { element: step(part) };
      case 'patch':
        return { element: patchCard(part, this.#actions) };
      case 'suggestions': {
        const choose = (choice: number) => () => this.#actions.suggestion(this.#id, index, choice);
        const buttons = part.labels.map((label, choice) =>
          h('button', { type: 'button', class: 'suggestion', onclick: choose(choice) }, label),
        );
        return {
          element: h('div', { class: 'suggestions', role: 'group', 'aria-label': 'Ask next' }, ...buttons),
        };
      }
    }
  }

  #endOf({ state, problem, provider }: AnswerView): Node[] {
    if (state === 'answering')
      return [h('span', { class: 'thinking', role: 'img', 'aria-label': 'Answering' })];
    const nodes: Node[] = [];
    if (problem) nodes.push(h('p', { class: 'problem', role: 'alert' }, icon('warning'), problem.message));
    if (state === 'stopped') nodes.push(h('p', { class: 'stopped' }, 'Stopped.'));
    const line = h('div', { class: 'provenance' }, h('span', {}, provider.note ?? provider.label));
    const mayRetry = state === 'stopped' || (problem?.retryable ?? true);
    if (mayRetry) line.append(iconButton('retry', 'Answer again', () => this.#actions.retry(), 'retry'));
    nodes.push(line);
    return nodes;
  }
}

function step({ label, state }: Extract<PartView, { kind: 'step' }>): HTMLElement {
  const mark =
    state === 'running' ? h('span', { class: 'spinner' }) : icon(state === 'done' ? 'check' : 'cross');
  return h('div', { class: `step step-${state}` }, mark, label);
}
