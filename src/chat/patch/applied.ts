import { fingerprint } from './fingerprint';
import type { FilePatch } from './patch';

/** What accepting parts of a patch did to one of its files. */
export interface AppliedStep {
  /** Indices of the hunks that went in. */
  hunks: readonly number[];
  /** The file before and after, as `markOf` tells it. */
  before: string;
  after: string;
  /** Its part of the patch before and after: the anchors are others once some of them are in. */
  patchBefore: FilePatch;
  patchAfter: FilePatch;
}

/** What the steps of a file say now that its text is another: which hunks are in it, and which are no longer. */
export interface Replayed {
  taken: number[];
  open: number[];
  patch: FilePatch;
}

/** A file as it stands, for comparison: its text, or that it is not there. */
export function markOf(text: string | undefined): string {
  return text === undefined ? 'none' : fingerprint(text);
}

/**
 * The way of one file through the parts of a patch that were accepted. Undo and redo are the editor's: they are told from the text, which is
 * then again one that this file has had.
 */
export class AppliedSteps {
  readonly #steps: AppliedStep[] = [];
  /** So many of the steps are in the file. */
  #at = 0;

  /** What was taken back before, and is now followed by something else, cannot be done again. */
  add(step: AppliedStep): void {
    this.forgetUndone();
    this.#steps.push(step);
    this.#at = this.#steps.length;
  }

  /** What was taken back is decided otherwise: a text that looks like it later on is another's doing. */
  forgetUndone(): void {
    this.#steps.splice(this.#at);
  }

  /** Undefined where the text is none that the file had between two steps, or where nothing has changed. */
  replay(mark: string): Replayed | undefined {
    const from = this.#at;
    const to = this.#indexOf(mark);
    if (to === undefined || to === from) return undefined;
    this.#at = to;
    const between = this.#steps.slice(Math.min(from, to), Math.max(from, to));
    const hunks = between.flatMap((step) => step.hunks);
    const patch = to < from ? between[0]?.patchBefore : between.at(-1)?.patchAfter;
    if (!patch) return undefined;
    return { taken: to > from ? hunks : [], open: to < from ? hunks : [], patch };
  }

  /** How many steps are in a file that looks like this; the nearest where several could be meant. */
  #indexOf(mark: string): number | undefined {
    const fits = (index: number): boolean =>
      this.#steps[index]?.before === mark || this.#steps[index - 1]?.after === mark;
    if (fits(this.#at)) return this.#at;
    const indices = Array.from({ length: this.#steps.length + 1 }, (_, index) => index).filter(fits);
    return indices.sort((a, b) => Math.abs(a - this.#at) - Math.abs(b - this.#at))[0];
  }
}
