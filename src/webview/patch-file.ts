import { h, icon, iconButton, placeElement } from './dom';
import type { PatchActions, PatchScope } from './patch-actions';
import type { HunkView, PatchView } from './protocol';

type FileView = PatchView['files'][number];

/** The changes to one file, each with what can be done about it where there are several. */
export function fileChanges(
  patch: PatchView,
  file: FileView,
  at: number,
  actions: PatchActions,
): HTMLElement {
  const isOpen = patch.fate.state === 'proposed' || patch.fate.state === 'outdated';
  const isMany = patch.files.length > 1;
  const open = file.diff.filter((hunk) => hunk.fate === undefined).length;
  const decide = (scope: PatchScope, what: string): HTMLElement =>
    h(
      'span',
      { class: 'decide' },
      iconButton('check', `Accept ${what}`, () => actions.accept(patch.id, scope), '', {
        'data-action': name('accept', scope),
      }),
      iconButton('cross', `Reject ${what}`, () => actions.reject(patch.id, scope), '', {
        'data-action': name('reject', scope),
      }),
    );
  const body = h(
    'div',
    { class: 'diff', role: 'region', tabindex: '0', 'aria-label': `Changes to ${file.path}` },
    ...file.diff.map((hunk, index) => {
      const isPart = file.diff.length > 1 && !file.created;
      const what = `change ${index + 1} of ${file.diff.length}`;
      const mayDecide = isPart && isOpen && hunk.fate === undefined;
      return h(
        'div',
        { class: `hunk${hunk.fate ? ` hunk-${hunk.fate}` : ''}`, role: 'group', 'aria-label': what },
        isPart
          ? h(
              'div',
              { class: 'hunk-head' },
              h('span', {}, `Change ${index + 1} of ${file.diff.length}`),
              mayDecide ? decide({ file: at, hunk: index }, what) : hunkFate(hunk),
            )
          : undefined,
        h('div', { class: 'hunk-lines' }, ...hunkLines(hunk)),
      );
    }),
  );
  const toggle = iconButton('chevron', `Fold ${file.path}`, () => {
    body.hidden = !body.hidden;
    toggle.setAttribute('aria-expanded', String(!body.hidden));
  });
  toggle.setAttribute('aria-expanded', 'true');
  return h(
    'div',
    { class: 'patch-file' },
    h(
      'div',
      { class: 'patch-file-name' },
      isMany ? toggle : undefined,
      placeElement(file.path, placeFor(file)),
      file.created ? h('span', { class: 'new-file' }, 'new file') : undefined,
      h('span', { class: 'spring' }),
      isMany && isOpen && open > 0 ? decide({ file: at }, file.path) : undefined,
      isMany && open === 0 && file.diff[0] ? fileFate(file) : undefined,
    ),
    body,
  );
}

function name(action: string, { file, hunk }: PatchScope): string {
  return [action, file, hunk].filter((each) => each !== undefined).join('-');
}

function hunkFate({ fate }: HunkView): HTMLElement | undefined {
  if (!fate) return undefined;
  const words = fate === 'accepted' ? 'Accepted' : 'Rejected';
  return h('span', { class: `fate fate-${fate}` }, icon(fate === 'accepted' ? 'check' : 'cross'), words);
}

/** A file whose parts have one fate shows it; of others the parts do. */
function fileFate({ diff }: FileView): HTMLElement | undefined {
  const [first] = diff;
  return first && diff.every(({ fate }) => fate === first.fate) ? hunkFate(first) : undefined;
}

function placeFor({ path, created, diff }: FileView): string {
  const [first] = diff;
  const leading = first?.lines.findIndex((line) => !line.startsWith(' ')) ?? 0;
  return created || !first ? path : `${path}:${first.oldStart + Math.max(0, leading)}`;
}

function hunkLines(hunk: HunkView): HTMLElement[] {
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
