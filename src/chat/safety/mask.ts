/** A stretch of a text, in UTF-16 offsets. */
export interface Stretch {
  start: number;
  end: number;
}

const placeholder = /MASKED_SECRET_(\d+)/g;

/**
 * A text in which secrets are replaced by names. Lines keep their numbers, places can be followed back into the real text, and
 * what is written with the names can be turned into what it stands for without the secret ever having left.
 */
export class MaskedText {
  readonly masked: string;
  readonly original: string;
  readonly #cuts: { from: Stretch; to: Stretch; secret: string }[] = [];

  /** @param secrets in order and apart */
  constructor(original: string, secrets: readonly Stretch[]) {
    this.original = original;
    let masked = '';
    let done = 0;
    for (const [index, { start, end }] of secrets.entries()) {
      masked += original.slice(done, start);
      const secret = original.slice(start, end);
      // A key block spans lines, and line numbers are how one speaks of code.
      const name = `MASKED_SECRET_${index + 1}${secret.replace(/[^\r\n]/g, '')}`;
      this.#cuts.push({
        from: { start: masked.length, end: masked.length + name.length },
        to: { start, end },
        secret,
      });
      masked += name;
      done = end;
    }
    this.masked = masked + original.slice(done);
  }

  get count(): number {
    return this.#cuts.length;
  }

  /** The place in the real text of an offset in the masked one; inside a name it is an end of the secret. */
  toOriginal(offset: number, side: 'start' | 'end'): number {
    let moved = 0;
    for (const { from, to } of this.#cuts) {
      if (offset <= from.start) break;
      if (offset < from.end) return to[side];
      moved = to.end - from.end;
    }
    return offset + moved;
  }

  /** Text that uses the names of this file's secrets, with the secrets in their places again. */
  restore(text: string): string {
    return text.replace(placeholder, (name, index: string) => this.#cuts[Number(index) - 1]?.secret ?? name);
  }
}
