import { h } from '../dom';

/** The five parts of an answer, by the words of their headings. */
const parts = ['issue', 'root cause', 'impact', 'recommendation', 'trade-off'];
const severities = ['error', 'warning', 'info', 'hint'];

/**
 * Puts the blocks of an answer where they belong: those under the heading of one of the five parts into a section of their
 * own, the others straight into the root.
 */
export class Sections {
  readonly #root: HTMLElement;
  #current: HTMLElement;

  constructor(root: HTMLElement) {
    this.#root = root;
    this.#current = root;
  }

  /** Appends the blocks; what it returns takes them out again, as if they had never been there. */
  append(nodes: readonly Node[]): () => void {
    const before = this.#current;
    const added: ChildNode[] = [];
    for (const node of nodes) {
      if (node instanceof HTMLElement && /^(H[1-6]|HR)$/.test(node.tagName)) {
        this.#current = this.#root;
        const section = sectionFor(node);
        if (section) {
          this.#root.append(section);
          added.push(section);
          this.#current = section;
        }
      }
      if (node instanceof HTMLElement) markSeverity(node);
      this.#current.append(node);
      added.push(node as ChildNode);
    }
    return () => {
      for (const node of added) node.remove();
      this.#current = before;
    };
  }
}

function sectionFor(heading: HTMLElement): HTMLElement | undefined {
  const name = (heading.textContent ?? '').trim().replace(/[:.]$/, '').toLowerCase();
  if (!parts.includes(name)) return undefined;
  heading.classList.add('part-heading');
  return h('section', { class: `part part-${name.replace(' ', '-')}`, 'aria-label': name });
}

/** The line under a rule's title begins with how bad it is. */
function markSeverity(block: HTMLElement): void {
  const [first] = block.childNodes;
  if (block.tagName !== 'P' || !(first instanceof HTMLElement) || first.tagName !== 'STRONG') return;
  const word = (first.textContent ?? '').toLowerCase();
  if (severities.includes(word)) {
    block.classList.add('rule-line');
    first.classList.add('severity', `severity-${word}`);
  }
}
