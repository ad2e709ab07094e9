/**
 * A list or a table of which some items or rows are in the page for good, and others are still to come. Rendered by themselves those are a
 * list or a table of their own; this one takes them over.
 */
export class Continuation {
  /** The element that stands in the page. */
  readonly container: Element;
  /** What the source of further items needs before it to be read right: a table's head, nothing for a list. */
  readonly lead: string;

  constructor(container: Element, lead: string) {
    this.container = container;
    this.lead = lead;
  }

  /** Takes the items of the first block over and leaves the rest; what it returns takes them out again. */
  take(blocks: DocumentFragment): () => void {
    const first = blocks.firstElementChild;
    if (!first || first.tagName !== this.container.tagName) return () => {};
    const items = itemsOf(first);
    // The line ends before its items and behind the whole stand in the page already, with the container.
    for (const between of [items.firstChild, first.nextSibling])
      if (between?.nodeType === Node.TEXT_NODE) between.remove();
    const moved = [...items.childNodes];
    itemsOf(this.container).append(...moved);
    first.remove();
    return () => {
      for (const node of moved) node.remove();
    };
  }
}

function itemsOf(element: Element): Element {
  return element.tagName === 'TABLE' ? (element.querySelector('tbody') ?? element) : element;
}
