import type {
  CreateFile,
  SnippetTextEdit,
  TextDocumentEdit,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver/node';
import type { FileChange } from '../engine';
import type { Analysis } from './analysis';
import type { ClientAbilities } from './client-abilities';
import { rangeIn } from './convert';
import type { OpenDocuments } from './open-documents';
import type { WireFileChange } from './protocol';
import type { SuppressionEdit } from './suppress/suppress';

/**
 * What a fix does, in the protocol's terms and tied to the versions of open documents. Undefined when a document has moved on
 * since the fix was computed: an edit must never land in a text that it was not made for.
 */
export function toWireChanges(
  changes: readonly FileChange[],
  analysis: Analysis,
  documents: OpenDocuments,
): WireFileChange[] | undefined {
  const wire: WireFileChange[] = [];
  for (const change of changes) {
    const ownUri = analysis.texts.uriOf(change.path);
    if ('create' in change) {
      wire.push({ uri: ownUri, create: change.create });
      continue;
    }
    const text = analysis.texts.project.textOf(change.path);
    const document = documents.get(ownUri);
    if (text === undefined || (document && document.getText() !== text)) return undefined;
    wire.push({
      uri: document?.uri ?? ownUri,
      version: document?.version ?? null,
      edits: change.edits.map(({ span, text: newText }) => ({ range: rangeIn(text, span), newText })),
    });
  }
  return wire;
}

/** Undefined when the client cannot make such changes: create a file, or keep an edit from the wrong version. */
export function toWorkspaceEdit(
  wire: readonly WireFileChange[],
  abilities: ClientAbilities,
): WorkspaceEdit | undefined {
  const creates = wire.some((change) => 'create' in change);
  if (creates && !abilities.createsFiles) return undefined;
  if (!abilities.documentChanges) {
    const changes: Record<string, TextEdit[]> = {};
    for (const change of wire)
      if ('edits' in change) changes[change.uri] = [...(changes[change.uri] ?? []), ...change.edits];
    return { changes };
  }
  const documentChanges = wire.flatMap((change): (TextDocumentEdit | CreateFile)[] => {
    if ('edits' in change)
      return [{ textDocument: { uri: change.uri, version: change.version }, edits: change.edits }];
    const start = { line: 0, character: 0 };
    return [
      { kind: 'create', uri: change.uri, options: { overwrite: false, ignoreIfExists: false } },
      {
        textDocument: { uri: change.uri, version: null },
        edits: [{ range: { start, end: start }, newText: change.create }],
      },
    ];
  });
  return { documentChanges };
}

/** A suppression with the cursor where its reason goes; without the place for a reason where the client has no tab stops. */
export function toSuppressionEdit(
  { edit, reasonAt }: SuppressionEdit,
  document: { uri: string; version: number; text: string },
  abilities: ClientAbilities,
): WorkspaceEdit {
  const range = rangeIn(document.text, edit.span);
  const textDocument = { uri: document.uri, version: document.version };
  if (reasonAt === undefined) return inDocument({ range, newText: edit.text }, textDocument, abilities);
  const before = edit.text.slice(0, reasonAt);
  const after = edit.text.slice(reasonAt);
  if (abilities.snippetEdits && abilities.documentChanges) {
    const value = `${escapeSnippet(before)}$0${escapeSnippet(after)}`;
    const snippet: SnippetTextEdit = { range, snippet: { kind: 'snippet', value } };
    return { documentChanges: [{ textDocument, edits: [snippet] }] };
  }
  return inDocument({ range, newText: before.replace(/ -- $/, '') + after }, textDocument, abilities);
}

function inDocument(
  edit: TextEdit,
  textDocument: { uri: string; version: number },
  abilities: ClientAbilities,
): WorkspaceEdit {
  if (!abilities.documentChanges) return { changes: { [textDocument.uri]: [edit] } };
  return { documentChanges: [{ textDocument, edits: [edit] }] };
}

function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}
