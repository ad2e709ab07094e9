import { type CodeActions, decorateCode } from './code-block';
import { h, icon, iconButton, textButton } from './dom';
import { MarkdownStream } from './markdown/stream';
import type { PatchActions } from './patch-actions';
import { patchCard } from './patch-card';
import { whenReleased } from './press';
import type { MessageView, PartView, Remedy, UsageView } from './protocol';
import { Steps } from './steps';

export interface AnswerActions extends Omit<CodeActions, 'propose'>, PatchActions {
  retry(): void;
  suggestion(messageId: string, part: number, index: number): void;
  /** Makes a patch of a code block of this answer. */
  propose(messageId: string, code: string): void;
  /** Does what helps about a problem. */
  remedy(remedy: Remedy): void;
}

export type AnswerView = Extract<MessageView, { role: 'assistant' }>;

/** The element of a part; texts have their open Markdown besides, and steps the group that they stand in. */
interface Slot {
  element: HTMLElement;
  stream?: MarkdownStream;
  steps?: { group: Steps; at: number };
  /** The part as it was shown last. */
  shown?: string;
  /** What is to stand in its place as soon as nobody presses it. */
  next?: Slot;
}

const remedies: Record<Remedy, string> = { 'set-key': 'Set API key', 'choose-model': 'Choose a model' };

/** An answer while it grows: each of its parts keeps its element, and text parts their open Markdown. */
export class AnswerElement {
  readonly element: HTMLElement;
  readonly #parts = h('div', { class: 'parts' });
  readonly #end = h('div', { class: 'answer-end' });
  readonly #usage = h('span', { class: 'usage' });
  readonly #slots: Slot[] = [];
  readonly #texts = new Map<number, string>();
  readonly #id: string;
  readonly #actions: AnswerActions;

  constructor(message: AnswerView, actions: AnswerActions) {
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
    if (message.state !== 'answering') for (const slot of this.#slots) endOf(slot);
    this.element.dataset.state = message.state;
    if (message.usage) this.setUsage(message.usage);
    this.#end.replaceChildren(...this.#foot(message));
  }

  setPart(index: number, part: PartView): void {
    const old = this.#slots[index];
    if (part.kind === 'step') {
      this.#slots[index] = this.#putStep(index, part);
      return;
    }
    // What stands before is whole as soon as something follows it.
    const before = this.#slots[index - 1];
    if (before) endOf(before);
    // A text grows by itself; anything else that is shown so already keeps its element, with what is open and focused in it.
    const shown = part.kind === 'text' ? undefined : JSON.stringify(part);
    if (old && shown !== undefined && old.shown === shown) {
      delete old.next;
      return;
    }
    const slot: Slot = { ...this.#slotFor(index, part), ...(shown === undefined ? {} : { shown }) };
    if (old) {
      this.#exchange(index, old, slot);
      return;
    }
    this.#parts.append(slot.element);
    this.#slots[index] = slot;
  }

  /** Puts a part that was made anew in the place of the old one. */
  #exchange(index: number, old: Slot, slot: Slot): void {
    // What waits for the old one to be let go of must not take the place of a newer one.
    old.next = slot;
    whenReleased(old.element, () => {
      if (this.#slots[index] !== old || old.next !== slot) return;
      const focused = focusIn(old.element);
      old.element.replaceWith(slot.element);
      if (focused !== undefined) focusAgain(slot.element, focused);
      this.#slots[index] = slot;
    });
  }

  appendText(index: number, delta: string): void {
    this.#texts.set(index, (this.#texts.get(index) ?? '') + delta);
    this.#slots[index]?.stream?.append(delta);
  }

  setUsage({ label, details }: UsageView): void {
    this.#usage.textContent = label;
    this.#usage.title = details;
  }

  #putStep(index: number, part: Extract<PartView, { kind: 'step' }>): Slot {
    const known = this.#slots[index]?.steps;
    if (known) {
      known.group.put(part, known.at);
      return { element: known.group.element, steps: known };
    }
    const before = this.#slots[index - 1];
    if (before && !before.steps) endOf(before);
    const group = before?.steps?.group ?? new Steps();
    const at = group.put(part);
    if (!before?.steps) this.#parts.append(group.element);
    return { element: group.element, steps: { group, at } };
  }

  #slotFor(index: number, part: Exclude<PartView, { kind: 'step' }>): Slot {
    switch (part.kind) {
      case 'text': {
        const element = h('div', { class: 'markdown' });
        const { copy, insert, propose } = this.#actions;
        const code: CodeActions = { copy, insert, propose: (text) => propose(this.#id, text) };
        const stream = new MarkdownStream(element, (blocks, closed) => decorateCode(blocks, closed, code));
        this.#texts.set(index, part.text);
        stream.append(part.text);
        return { element, stream };
      }
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

  #foot({ state, problem, provider, usage }: AnswerView): Node[] {
    if (state === 'answering')
      return [h('span', { class: 'thinking', role: 'img', 'aria-label': 'Answering' })];
    const nodes: Node[] = [];
    if (problem) nodes.push(this.#problem(problem));
    if (state === 'stopped') nodes.push(h('p', { class: 'stopped' }, 'Stopped.'));
    const text = [...this.#texts.entries()].sort(([a], [b]) => a - b).map(([, each]) => each);
    const mayRetry = problem?.retryable ?? true;
    nodes.push(
      h(
        'div',
        { class: 'provenance' },
        h('span', {}, provider.note ?? provider.label),
        usage ? this.#usage : undefined,
        h('span', { class: 'spring' }),
        text.length > 0
          ? iconButton('copy', 'Copy the answer', () => this.#actions.copy(text.join('\n\n')))
          : undefined,
        mayRetry ? iconButton('retry', 'Answer again', () => this.#actions.retry(), 'retry') : undefined,
      ),
    );
    return nodes;
  }

  #problem({ message, remedy, retryable }: NonNullable<AnswerView['problem']>): HTMLElement {
    const buttons = [
      ...(remedy ? [textButton(remedies[remedy], 'primary', () => this.#actions.remedy(remedy))] : []),
      ...(retryable ? [textButton('Try again', 'secondary retry', () => this.#actions.retry())] : []),
    ];
    return h(
      'div',
      { class: 'problem' },
      icon('warning'),
      h(
        'div',
        {},
        h('p', { role: 'alert' }, message),
        buttons.length > 0 ? h('div', { class: 'buttons' }, ...buttons) : undefined,
      ),
    );
  }
}

function endOf({ stream, steps }: Slot): void {
  stream?.end();
  steps?.group.fold();
}

/** What has the focus in an element, by the name that it keeps when it is made anew; undefined when nothing has. */
function focusIn(element: HTMLElement): string | undefined {
  const focused = document.activeElement;
  return focused && element.contains(focused) ? (focused.getAttribute('data-action') ?? '') : undefined;
}

function focusAgain(element: HTMLElement, action: string): void {
  const buttons = [...element.querySelectorAll<HTMLElement>('button')];
  const same = buttons.find((each) => each.dataset.action === action) ?? buttons[0] ?? element;
  same.focus();
}
