import { h, icon } from './dom';
import type { PartView } from './protocol';

export type StepView = Extract<PartView, { kind: 'step' }>;

const stateWords = { running: 'running', done: 'done', failed: 'failed' } as const;

/** More steps than this fold away once something follows them. */
const mostShown = 2;

/** Steps that follow each other: seen while they run, and one line once they are over. */
export class Steps {
  readonly element: HTMLDetailsElement;
  readonly #summary = h('summary', {});
  readonly #steps: HTMLElement[] = [];

  constructor() {
    this.element = h('details', { class: 'steps', open: true }, this.#summary);
  }

  /** Adds a step, or shows another state of one. @returns its index here */
  put(step: StepView, index = this.#steps.length): number {
    const element = stepElement(step);
    const old = this.#steps[index];
    if (old) {
      // A person who has it open keeps it open.
      if (old instanceof HTMLDetailsElement && old.open) element.setAttribute('open', '');
      old.replaceWith(element);
    } else this.element.append(element);
    this.#steps[index] = element;
    const count = this.#steps.length;
    this.#summary.textContent = `${count} steps`;
    this.element.classList.toggle('steps-few', count <= mostShown);
    return index;
  }

  /** Nothing more comes: many steps fold to one line. */
  fold(): void {
    if (this.#steps.length > mostShown && !this.element.contains(document.activeElement))
      this.element.open = false;
  }
}

/** What is done, how it stands, and on demand what came of it. */
function stepElement({ label, state, detail }: StepView): HTMLElement {
  const mark =
    state === 'running' ? h('span', { class: 'spinner' }) : icon(state === 'done' ? 'check' : 'cross');
  const words = [
    mark,
    h('span', { class: 'step-label' }, label),
    h('span', { class: 'for-screen-readers' }, `, ${stateWords[state]}`),
  ];
  if (!detail) return h('div', { class: `step step-${state}` }, ...words);
  return h(
    'details',
    { class: `step step-${state}`, open: state === 'failed' },
    h('summary', {}, ...words, icon('chevron')),
    h('div', { class: 'step-detail' }, detail),
  );
}
