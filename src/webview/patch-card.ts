import type { DiffHunk } from '../chat/patch/hunks';
import { h, icon, placeElement } from './dom';
import type { PatchView } from './protocol';

export interface PatchActions {
  preview(patchId: string): void;
  accept(patchId: string): void;
  reject(patchId: string): void;
}

const fateWords = {
  accepted: 'Accepted',
  partly: 'Accepted in part',
  rejected: 'Rejected',
  outdated: 'Does not fit any more',
} as const;

/** A proposed change: what it does, what the rules say of its result, the lines themselves, and what one can do with it. */
export function patchCard(patch: PatchView, actions: PatchActions): HTMLElement {
  const { id, title, badge, fate } = patch;
  return h(
    'article',
    { class: `patch patch-${fate.state}`, 'aria-label': `Proposed patch: ${title}`, 'data-patch': id },
    h(
      'header',
      { class: 'patch-header' },
      h('span', { class: 'patch-title' }, icon('diff'), title),
      h(
        'span',
        { class: `badge badge-${badge.tone}`, title: badge.details.join('\n') },
        icon(badge.tone === 'good' || badge.tone === 'neutral' ? 'check' : 'warning'),
        badge.label,
      ),
    ),
    patch.safe
      ? undefined
      : h(
          'p',
          { class: 'patch-note' },
          'A suggestion: it can change what the code does. Read it before you accept.',
        ),
    badge.tone === 'bad' || badge.tone === 'warning'
      ? h('ul', { class: 'patch-details' }, ...badge.details.slice(0, 5).map((detail) => h('li', {}, detail)))
      : undefined,
    ...patch.files.map((file) => fileDiff(file, patch.files.length > 1)),
    footer(patch, actions),
  );
}

function footer({ id, fate }: PatchView, actions: PatchActions): HTMLElement {
  const footerOf = (...children: HTMLElement[]) => h('footer', { class: 'patch-footer' }, ...children);
  const action = (label: string, className: string, onclick: () => void) =>
    h('button', { type: 'button', class: className, onclick }, label);
  const preview = action('Preview diff', 'secondary', () => actions.preview(id));
  const accept = action('Accept', 'primary', () => actions.accept(id));
  const reject = action('Reject', 'secondary', () => actions.reject(id));
  if (fate.state === 'proposed') return footerOf(accept, preview, reject);
  const words = h(
    'span',
    { class: `fate fate-${fate.state}` },
    icon(
      fate.state === 'accepted' || fate.state === 'partly'
        ? 'check'
        : fate.state === 'rejected'
          ? 'cross'
          : 'warning',
    ),
    fateWords[fate.state],
  );
  if (fate.state !== 'outdated') return footerOf(words);
  const reason = h('span', { class: 'fate-reason' }, fate.reason ?? '');
  return footerOf(
    words,
    reason,
    action('Try again', 'secondary', () => actions.accept(id)),
    reject,
  );
}

function fileDiff(file: PatchView['files'][number], foldable: boolean): HTMLElement {
  const name = placeElement(file.path, placeFor(file));
  const label = file.created ? [name, h('span', { class: 'new-file' }, 'new file')] : [name];
  const table = h(
    'div',
    { class: 'diff', role: 'region', tabindex: '0', 'aria-label': `Changes to ${file.path}` },
    ...file.diff.flatMap((hunk, index) => [
      ...(index > 0 ? [h('div', { class: 'diff-gap', 'aria-hidden': 'true' }, '⋯')] : []),
      ...hunkLines(hunk),
    ]),
  );
  return foldable
    ? h('details', { class: 'patch-file', open: true }, h('summary', {}, ...label), table)
    : h('div', { class: 'patch-file' }, h('div', { class: 'patch-file-name' }, ...label), table);
}

function placeFor({ path, created, diff }: PatchView['files'][number]): string {
  const [first] = diff;
  const leading = first?.lines.findIndex((line) => !line.startsWith(' ')) ?? 0;
  return created || !first ? path : `${path}:${first.oldStart + Math.max(0, leading)}`;
}

function hunkLines(hunk: DiffHunk): HTMLElement[] {
  let oldLine = hunk.oldStart;
  let newLine = hunk.newStart;
  return hunk.lines.map((line) => {
    const sign = line[0];
    const kind = sign === '+' ? 'added' : sign === '-' ? 'removed' : 'same';
    const number = kind === 'removed' ? oldLine : newLine;
    if (kind !== 'added') oldLine++;
    if (kind !== 'removed') newLine++;
    return h(
      'div',
      { class: `diff-line diff-${kind}` },
      h('span', { class: 'diff-number', 'aria-hidden': 'true' }, String(number)),
      h('span', { class: 'diff-sign' }, kind === 'same' ? ' ' : (sign ?? ' ')),
      h('span', { class: 'diff-text' }, line.slice(1)),
    );
  });
}
