import { h, iconButton } from './dom';
import { highlight } from './markdown/highlight';

/** What the buttons of a code block do. */
export interface CodeActions {
  copy(text: string): void;
  insert(text: string): void;
  propose(text: string): void;
}

/** Gives the code blocks their colours and buttons. One that is still being written gets neither. */
export function decorateCode(blocks: DocumentFragment, closed: boolean, actions: CodeActions): void {
  if (!closed) return;
  for (const pre of blocks.querySelectorAll('pre')) decorate(pre, actions);
}

function decorate(pre: HTMLElement, actions: CodeActions): void {
  const code = pre.querySelector('code');
  if (!code) return;
  const text = code.textContent ?? '';
  const caption = code.title;
  code.removeAttribute('title');
  highlight(code);
  // One that is too wide scrolls, and what scrolls must be reachable by keyboard.
  pre.tabIndex = 0;
  pre.setAttribute('role', 'region');
  pre.setAttribute('aria-label', caption ? `Code, ${caption}` : 'Code');
  const block = h('div', { class: 'code-block' });
  pre.replaceWith(block);
  block.append(
    ...(caption ? [h('div', { class: 'code-caption' }, caption)] : []),
    pre,
    h(
      'div',
      { class: 'code-actions' },
      iconButton('copy', 'Copy code', () => actions.copy(text)),
      iconButton('insert', 'Insert at cursor', () => actions.insert(text)),
      iconButton('diff', 'Propose as patch', () => actions.propose(text)),
    ),
  );
}
