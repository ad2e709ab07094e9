import { describeTarget, type Target } from '../target';
import { type Attachment, isSameAttachment } from './attachment';

/** Something that goes with the next question. */
export type ContextItem = { kind: 'code'; target: Target } | { kind: 'attachment'; attachment: Attachment };

/** An item as a person sees it; one that is off stays in sight, so that it can be put back. */
export interface TrayEntry {
  id: string;
  item: ContextItem;
  on: boolean;
  /** It follows the editor. */
  follows: boolean;
}

const followingId = 'editor';

/** What the next question is about: the code in front, and what a person has added. */
export class ContextTray {
  #following: Target | undefined;
  #followingIsOff = false;
  readonly #added: TrayEntry[] = [];
  #nextId = 1;
  #broughtId: string | undefined;

  /** The selection of the editor, else its file. What was taken out comes back with other code. */
  follow(target: Target | undefined): void {
    if (labelOf(target) !== labelOf(this.#following)) this.#followingIsOff = false;
    this.#following = target;
  }

  /** Adds an item, or puts it back where it has been taken out. */
  add(item: ContextItem): void {
    const known = this.#added.find((entry) => isSameItem(entry.item, item));
    if (known) known.on = true;
    else this.#added.push({ id: `added-${this.#nextId++}`, item, on: true, follows: false });
  }

  /**
   * Makes a target what the next question is about: in place of the one that was brought before, and without the rest of the file in
   * front. A target that is followed already needs no second entry.
   */
  bring(target: Target): void {
    const before = this.#added.findIndex(({ id }) => id === this.#broughtId);
    if (before >= 0) this.#added.splice(before, 1);
    this.#broughtId = undefined;
    this.#followingIsOff = labelOf(target) !== labelOf(this.#following) || target.ruleId !== undefined;
    if (!this.#followingIsOff) return;
    this.add({ kind: 'code', target });
    this.#broughtId = this.#added.find(({ item }) => isSameItem(item, { kind: 'code', target }))?.id;
  }

  /** Takes an entry out or puts it back; unknown ids do nothing. */
  turn(id: string, on: boolean): void {
    if (id === followingId) this.#followingIsOff = !on;
    const known = this.#added.find((entry) => entry.id === id);
    if (known) known.on = on;
  }

  /** A new conversation begins with the editor alone. */
  clear(): void {
    this.#added.length = 0;
    this.#broughtId = undefined;
    this.#followingIsOff = false;
  }

  get entries(): TrayEntry[] {
    const following: TrayEntry[] = this.#following
      ? [
          {
            id: followingId,
            item: { kind: 'code', target: this.#following },
            on: !this.#followingIsOff,
            follows: true,
          },
        ]
      : [];
    return [...following, ...this.#added.map((entry) => ({ ...entry }))];
  }
}

function labelOf(target: Target | undefined): string {
  return target ? describeTarget(target) : '';
}

export function isSameItem(a: ContextItem, b: ContextItem): boolean {
  if (a.kind === 'code')
    return (
      b.kind === 'code' && labelOf(a.target) === labelOf(b.target) && a.target.ruleId === b.target.ruleId
    );
  return b.kind === 'attachment' && isSameAttachment(a.attachment, b.attachment);
}
