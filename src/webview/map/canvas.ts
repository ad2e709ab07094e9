import { select } from 'd3-selection';
import { type ZoomBehavior, type ZoomTransform, zoom, zoomIdentity, zoomTransform } from 'd3-zoom';
import type { Box, Layout } from '../../map/boxes';
import type { Picture } from '../../map/svg';
import { h } from '../dom';

const scales = { least: 0.05, most: 3, readable: 0.55 } as const;
/** Below this scale the small print is left out. */
const far = 0.3;
const margin = 24;

/** The part of the page that shows the picture, can be moved over it and come closer. */
export class Canvas {
  readonly element = h('div', { class: 'canvas' });
  readonly #zoom: ZoomBehavior<SVGSVGElement, unknown>;
  #svg: SVGSVGElement | undefined;
  #layout: Layout | undefined;
  /** Set while the picture is where `fit` has put it, and nobody has moved it since. */
  #fitted: 'readable' | 'whole' | undefined;

  /** `moved` is told after each move where the picture is; undefined where it was fitted, which goes by a size that may be another next time. */
  constructor(private readonly moved: (transform: { x: number; y: number; k: number } | undefined) => void) {
    this.#zoom = zoom<SVGSVGElement, unknown>()
      .scaleExtent([scales.least, scales.most])
      .extent((): [[number, number], [number, number]] => [
        [0, 0],
        [this.element.clientWidth, this.element.clientHeight],
      ])
      .touchable(true)
      .on('zoom', ({ transform, sourceEvent }: { transform: ZoomTransform; sourceEvent: unknown }) => {
        if (sourceEvent) this.#fitted = undefined;
        this.#apply(transform);
      });
  }

  get svg(): SVGSVGElement | undefined {
    return this.#svg;
  }

  get layout(): Layout | undefined {
    return this.#layout;
  }

  /** Shows a picture, where the last one was. */
  show({ svg, layout }: Picture, transform?: { x: number; y: number; k: number }): void {
    const before = this.#svg && zoomTransform(this.#svg);
    // The text is our own, and all names in it are escaped.
    this.element.innerHTML = svg;
    const drawn = this.element.querySelector('svg');
    this.#layout = layout;
    this.#svg = drawn ?? undefined;
    if (!drawn) return;
    select(drawn).call(this.#zoom).on('dblclick.zoom', null);
    if (transform) {
      this.#fitted = undefined;
      this.#go(zoomIdentity.translate(transform.x, transform.y).scale(transform.k));
    } else if (before) this.#go(before);
    else this.fit();
  }

  clear(): void {
    this.element.replaceChildren();
    this.#svg = undefined;
    this.#layout = undefined;
  }

  by(factor: number): void {
    this.#fitted = undefined;
    if (this.#svg) select(this.#svg).call(this.#zoom.scaleBy, factor);
  }

  pan(right: number, down: number): void {
    if (!this.#svg) return;
    this.#fitted = undefined;
    const { k } = zoomTransform(this.#svg);
    select(this.#svg).call(this.#zoom.translateBy, -right / k, -down / k);
  }

  /** The whole picture, or as much of it from its upper left corner as can be read. */
  fit(whole = false): void {
    // Also where there is no room yet: it is done as soon as there is.
    this.#fitted = whole ? 'whole' : 'readable';
    const { clientWidth: width, clientHeight: height } = this.element;
    if (!this.#layout || width === 0) return;
    const all = Math.min(width / this.#layout.width, height / this.#layout.height, 1);
    const k = Math.max(
      scales.least,
      whole ? all : Math.max(all, Math.min(width / this.#layout.width, scales.readable)),
    );
    const x = Math.max(0, (width - this.#layout.width * k) / 2);
    const y = Math.max(0, (height - this.#layout.height * k) / 2);
    this.#go(zoomIdentity.translate(x, y).scale(k));
  }

  /** The page or the picture has another size: one that nobody has moved is fitted anew. */
  fitAgain(): void {
    if (this.#fitted) this.fit(this.#fitted === 'whole');
  }

  /** Moves as little as needed for a box to be seen whole. */
  reveal(box: Box): void {
    if (!this.#svg) return;
    const { x, y, k } = zoomTransform(this.#svg);
    const { clientWidth: width, clientHeight: height } = this.element;
    const shift = (start: number, end: number, room: number) =>
      start < margin
        ? margin - start
        : end > room - margin
          ? Math.max(room - margin - end, margin - start)
          : 0;
    const right = shift(box.x * k + x, (box.x + box.width) * k + x, width);
    const down = shift(box.y * k + y, (box.y + box.height) * k + y, height);
    if (right === 0 && down === 0) return;
    this.#fitted = undefined;
    this.#go(zoomIdentity.translate(x + right, y + down).scale(k));
  }

  #go(transform: ZoomTransform): void {
    if (this.#svg) select(this.#svg).call(this.#zoom.transform, transform);
  }

  #apply(transform: ZoomTransform): void {
    this.#svg?.querySelector('.world')?.setAttribute('transform', transform.toString());
    this.#svg?.classList.toggle('far', transform.k < far);
    this.moved(this.#fitted ? undefined : { x: transform.x, y: transform.y, k: transform.k });
  }
}
