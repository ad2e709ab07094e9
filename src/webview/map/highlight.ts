/** Brings out boxes and arrows, by classes alone: `lit` for what is meant, `dim` for the rest. */
export class Highlight {
  constructor(private readonly svg: () => SVGSVGElement | undefined) {}

  /** A box with its neighbours and the arrows between; with undefined, everything is as it was. */
  around(id: string | undefined): void {
    const near = new Set<string>(id === undefined ? [] : [id]);
    for (const edge of this.#all('.edge, .path')) {
      const { from = '', to = '' } = edge.dataset;
      const isLit = id !== undefined && (from === id || to === id);
      edge.classList.toggle('lit', isLit);
      edge.classList.toggle('dim', id !== undefined && !isLit);
      if (isLit) near.add(from).add(to);
    }
    for (const node of this.#all('.node')) {
      const own = node.dataset.id ?? '';
      node.classList.toggle('selected', own === id);
      node.classList.toggle('dim', id !== undefined && !near.has(own));
    }
  }

  /** Those boxes for which something holds; everything else steps back. */
  only(isMeant: ((id: string) => boolean) | undefined): void {
    for (const node of this.#all('.node'))
      node.classList.toggle('missed', isMeant !== undefined && !isMeant(node.dataset.id ?? ''));
    this.svg()?.classList.toggle('searching', isMeant !== undefined);
  }

  #all(selector: string): NodeListOf<SVGElement> | SVGElement[] {
    return this.svg()?.querySelectorAll<SVGElement>(selector) ?? [];
  }
}
