import { h, icon, iconButton } from './dom';
import type { PreviewView } from './protocol';

/** What would be sent, to be looked at before it is: where it goes, what was taken out, and each text as it stands. */
export class Sending {
  readonly element: HTMLElement;
  /** Says where a question goes; opens and closes the look at it. */
  readonly button: HTMLButtonElement;
  readonly #body = h('div', { class: 'sending-body' });
  readonly #words = h('span', { class: 'ellipsis' });
  readonly #look: () => void;

  /** @param look asks for a preview; it comes through `receive` */
  constructor(look: () => void) {
    this.#look = look;
    this.button = h(
      'button',
      {
        type: 'button',
        class: 'quiet sending-button',
        'aria-expanded': 'false',
        'aria-controls': 'sending',
        title: 'Look at what will be sent',
        onclick: () => this.toggle(),
      },
      icon('eye'),
      this.#words,
    );
    this.element = h(
      'section',
      { class: 'sending', id: 'sending', 'aria-label': 'What will be sent', hidden: true },
      h(
        'div',
        { class: 'sending-head' },
        h('strong', {}, 'What will be sent'),
        iconButton('close', 'Close the preview', () => this.close()),
      ),
      this.#body,
    );
    this.element.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      this.close();
    });
    this.setDestination(undefined);
  }

  get isOpen(): boolean {
    return !this.element.hidden;
  }

  setDestination(destination: string | undefined): void {
    this.#words.textContent = destination ? `Goes to ${destination}` : 'Stays on this machine';
    if (this.isOpen) this.#look();
  }

  toggle(): void {
    if (this.isOpen) {
      this.close();
      return;
    }
    this.#body.replaceChildren(h('p', { role: 'status' }, 'Putting it together…'));
    this.#open(true);
    this.#look();
  }

  close(): void {
    if (!this.isOpen) return;
    const hadFocus = this.element.contains(document.activeElement);
    this.#open(false);
    if (hadFocus) this.button.focus();
  }

  /** What was typed, or the context, is another now. */
  changed(): void {
    if (this.isOpen) this.#look();
  }

  receive({ destination, tokens, masked, leftOut, parts }: PreviewView): void {
    if (!this.isOpen) return;
    if (!destination) {
      this.#body.replaceChildren(
        h('p', { role: 'status' }, 'Nothing. The rulebook answers on this machine, without a network.'),
      );
      return;
    }
    const opened = new Set(
      [...this.#body.querySelectorAll('details[open] > summary .sending-title')].map(
        (title) => title.textContent,
      ),
    );
    this.#body.replaceChildren(
      h(
        'p',
        { role: 'status' },
        [
          `To ${destination}: about ${tokens.toLocaleString('en')} tokens.`,
          masked === 0
            ? 'No secrets were found in it.'
            : `${masked} ${masked === 1 ? 'secret is' : 'secrets are'} masked.`,
        ].join(' '),
      ),
      ...(leftOut.length > 0
        ? [h('p', { class: 'sending-left' }, `No room for: ${leftOut.join('; ')}.`)]
        : []),
      ...parts.map(({ title, text }) =>
        h(
          'details',
          { open: opened.has(title) },
          h(
            'summary',
            {},
            h('span', { class: 'sending-title' }, title),
            h('span', { class: 'faint' }, ` ${text.length.toLocaleString('en')} characters`),
          ),
          h('pre', { tabindex: '0', 'aria-label': title }, text),
        ),
      ),
    );
  }

  #open(open: boolean): void {
    this.element.hidden = !open;
    this.button.setAttribute('aria-expanded', String(open));
  }
}
