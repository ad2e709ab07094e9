import * as vscode from 'vscode';
import {
  type ContextItem,
  describeAttachment,
  describeTarget,
  linesOf,
  type Question,
  type Target,
  type TrayEntry,
} from '../../chat';
import type { ChipKind, ChipView, ContextChip } from '../../webview/protocol';
import { languages } from '../languages';
import { patchScheme } from './names';
import { toTarget } from './workspace-paths';

/** Selections change with every key; the chip may follow a moment later. */
const pause = 150;

/** The code that a typed question is about: the selection of the active editor, else its file. */
export class EditorContext implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #subscriptions: vscode.Disposable;
  #before: Target | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    this.#subscriptions = vscode.Disposable.from(
      vscode.window.onDidChangeActiveTextEditor(() => this.#soon()),
      vscode.window.onDidChangeTextEditorSelection(() => this.#soon()),
      this.#changed,
    );
  }

  /** Undefined when no file that Marcus reads is in front. Behind the diff of a patch, that is the code that was in front before. */
  get target(): Target | undefined {
    const editor = vscode.window.activeTextEditor;
    if (editor?.document.uri.scheme === patchScheme) return this.#before;
    // Between two editors there is none for a moment.
    if (!editor) return undefined;
    if (!isRead(editor.document)) {
      this.#before = undefined;
      return undefined;
    }
    const { selection, document } = editor;
    this.#before = toTarget({ uri: document.uri, range: selection.isEmpty ? undefined : selection });
    return this.#before;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#subscriptions.dispose();
  }

  #soon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#changed.fire(), pause);
  }
}

/** A target as a chip: the file's name and lines, with the way to them. */
export function chipOf(target: Target): ChipView {
  const name = target.path.slice(target.path.lastIndexOf('/') + 1);
  if (!target.range) return { label: name, place: { path: target.path } };
  const { first, last } = linesOf(target.range);
  return {
    label: `${name}:${first === last ? first : `${first}–${last}`}`,
    place: { path: target.path, first, last },
  };
}

/** An entry of the tray as a chip that can be taken out. */
export function contextChip({ id, item, on, follows }: TrayEntry): ContextChip {
  const chip = item.kind === 'code' ? withRule(item.target) : { label: describeAttachment(item.attachment) };
  return { ...chip, id, kind: kindOf(item), on, follows };
}

/** A finding says whose it is. */
function withRule(target: Target): ChipView {
  const chip = chipOf(target);
  return target.ruleId ? { ...chip, label: `${chip.label} ${target.ruleId}` } : chip;
}

function kindOf(item: ContextItem): ChipKind {
  if (item.kind === 'attachment') return item.attachment.kind;
  return item.target.range ? 'selection' : 'file';
}

/** Where one may begin: with the code in front, or with what the rules know. */
export function startersFor(target: Target | undefined): { label: string; question: Question }[] {
  const about = (text: string) => ({ label: text, question: { text, targets: [] } });
  return [
    ...(target
      ? [{ label: `Review ${describeTarget(target)}`, question: { text: '', targets: [target] } }]
      : []),
    {
      label: 'Describe the architecture of this project',
      question: {
        text: '',
        command: 'design',
        targets: [],
        attachments: [{ kind: 'schema' }, { kind: 'findings' }],
      },
    },
    about('How do tenants see each other’s rows?'),
    about('Which red flags do you know?'),
  ];
}

function isRead({ languageId, uri }: vscode.TextDocument): boolean {
  return (
    languages.some((language) => language === languageId) &&
    ['file', 'untitled', 'vscode-vfs'].includes(uri.scheme)
  );
}
