import { type ContextItem, isSameItem, type TrayEntry } from './context/tray';
import type { Question } from './provider';
import { parseReferences, type Reference } from './references';
import { type Command, parseCommand } from './slash-commands';

/**
 * Looks up what a reference stands for; a sentence for the person where it stands for nothing, and undefined where what it means goes with the
 * question anyway.
 */
export type ResolveReference = (reference: Reference) => Promise<ContextItem | string | undefined>;

/** A question that can be asked, or why not. */
export type Composed = { ok: true; question: Question } | { ok: false; reason: string };

/** Makes a question of what was typed and of what is in the tray. */
export async function compose(
  typed: string,
  tray: readonly TrayEntry[],
  resolve: ResolveReference,
): Promise<Composed> {
  return composeOf(
    typed,
    tray.filter(({ on }) => on).map(({ item }) => item),
    resolve,
  );
}

/**
 * Makes a question of an earlier one in other words. What went with it the first time goes with it again, and what the new words refer to
 * besides.
 */
export async function composeAgain(
  typed: string,
  { targets, attachments = [] }: Pick<Question, 'targets' | 'attachments'>,
  resolve: ResolveReference,
): Promise<Composed> {
  const items = [
    ...targets.map((target): ContextItem => ({ kind: 'code', target })),
    ...attachments.map((attachment): ContextItem => ({ kind: 'attachment', attachment })),
  ];
  return composeOf(typed, items, resolve);
}

async function composeOf(
  typed: string,
  given: readonly ContextItem[],
  resolve: ResolveReference,
): Promise<Composed> {
  const { command, text: words } = parseCommand(typed);
  const { references, text } = parseReferences(words);
  const items = [...given];
  for (const reference of references) {
    const resolved = await resolve(reference);
    if (typeof resolved === 'string') return { ok: false, reason: resolved };
    if (resolved && !items.some((item) => isSameItem(item, resolved))) items.push(resolved);
  }
  const isAboutChanges = command === 'review' && /^(my |the |uncommitted )*changes?\b/i.test(text);
  const about = command ? itemsFor(command, items, isAboutChanges) : items;
  if (!text && !command) return { ok: false, reason: 'There is no question.' };
  const attachments = about.flatMap((item) => (item.kind === 'attachment' ? [item.attachment] : []));
  return {
    ok: true,
    question: {
      text,
      targets: about.flatMap((item) => (item.kind === 'code' ? [item.target] : [])),
      ...(command ? { command } : {}),
      ...(attachments.length > 0 ? { attachments } : {}),
    },
  };
}

/** What a command is about, where that is not just what is in the tray. */
function itemsFor(command: Command, items: readonly ContextItem[], isAboutChanges: boolean): ContextItem[] {
  const changes: ContextItem = { kind: 'attachment', attachment: { kind: 'changes' } };
  switch (command) {
    case 'review': {
      if (isAboutChanges) return [...items.filter(({ kind }) => kind === 'attachment'), changes];
      // A file is reviewed whole, whatever is selected in it.
      const whole = items.map(
        (item): ContextItem =>
          item.kind === 'code'
            ? { kind: 'code', target: { uri: item.target.uri, path: item.target.path } }
            : item,
      );
      return whole.length > 0 ? whole : [changes];
    }
    case 'design':
      return [
        ...items,
        ...(['schema', 'findings'] as const)
          .map((kind): ContextItem => ({ kind: 'attachment', attachment: { kind } }))
          .filter((added) => !items.some((item) => isSameItem(item, added))),
      ];
    default:
      return [...items];
  }
}
