import { h, icon, textButton } from './dom';
import type { PatchActions } from './patch-actions';
import { fileChanges } from './patch-file';
import type { PatchView } from './protocol';

const fateWords = {
  proposed: '',
  accepted: 'Accepted. Undo in the editor takes it back.',
  partly: 'Accepted in part',
  rejected: 'Rejected',
  outdated: 'Not applied',
} as const;

/** More details than this are counted. */
const mostDetails = 5;

/** A proposed change: what it does, what the rules say of its result, the lines themselves, and what one can do with it. */
export function patchCard(patch: PatchView, actions: PatchActions): HTMLElement {
  const { id, title, badge, fate } = patch;
  return h(
    'article',
    {
      class: `patch patch-${fate.state}`,
      'aria-label': `Proposed patch: ${title}`,
      'data-patch': id,
      tabindex: '-1',
    },
    h(
      'header',
      { class: 'patch-header' },
      h('span', { class: 'patch-title' }, icon('diff'), title),
      badgeElement(badge),
    ),
    patch.safe
      ? undefined
      : h(
          'p',
          { class: 'patch-note' },
          'A suggestion: it can change what the code does. Read it before you accept.',
        ),
    ...patch.files.map((file, index) => fileChanges(patch, file, index, actions)),
    footer(patch, actions),
  );
}

/** What the rules said; what it means in detail is there on demand, and at once where it is bad. */
function badgeElement({ tone, label, details }: PatchView['badge']): HTMLElement {
  const words = [icon(tone === 'good' || tone === 'neutral' ? 'check' : 'warning'), label];
  if (details.length === 0) return h('span', { class: `badge badge-${tone}` }, ...words);
  const more = details.length - mostDetails;
  return h(
    'details',
    { class: 'patch-check', open: tone === 'bad' || tone === 'warning' },
    h('summary', { class: `badge badge-${tone}` }, ...words, icon('chevron')),
    h(
      'ul',
      { class: 'patch-details' },
      ...details.slice(0, mostDetails).map((detail) => h('li', {}, detail)),
      more > 0 ? h('li', {}, `and ${more} more`) : undefined,
    ),
  );
}

function footer(patch: PatchView, actions: PatchActions): HTMLElement {
  const { id, fate, files, badge } = patch;
  const parts = files.flatMap(({ diff, created }) => (created ? diff.slice(0, 1) : diff));
  const isBegun = parts.some((hunk) => hunk.fate !== undefined);
  const isMany = parts.length > 1;
  // What breaks something can be taken, by somebody who means it.
  const isBad = badge.tone === 'bad';
  const accept = textButton(
    `${isBegun ? 'Accept the rest' : isMany ? 'Accept all' : 'Accept'}${isBad ? ' anyway' : ''}`,
    isBad ? 'secondary' : 'primary',
    () => actions.accept(id),
    {
      'data-action': 'accept',
    },
  );
  const reject = textButton(
    isBegun ? 'Reject the rest' : isMany ? 'Reject all' : 'Reject',
    'secondary',
    () => actions.reject(id),
    {
      'data-action': 'reject',
    },
  );
  const preview = textButton('Preview diff', 'secondary', () => actions.preview(id), {
    'data-action': 'preview',
  });
  if (fate.state === 'proposed') return h('footer', { class: 'patch-footer' }, accept, preview, reject);
  const words = h(
    'span',
    { class: `fate fate-${fate.state}` },
    icon(fate.state === 'outdated' ? 'warning' : fate.state === 'rejected' ? 'cross' : 'check'),
    fateWords[fate.state],
  );
  if (fate.state !== 'outdated') return h('footer', { class: 'patch-footer' }, words);
  const again = textButton('Try again', 'secondary', () => actions.accept(id), { 'data-action': 'accept' });
  return h(
    'footer',
    { class: 'patch-footer' },
    words,
    h('span', { class: 'fate-reason' }, fate.reason ?? ''),
    again,
    reject,
  );
}
