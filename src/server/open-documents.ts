import type { Connection, TextDocumentContentChangeEvent } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { URI } from 'vscode-uri';
import type { Change } from './shift';

/**
 * The documents that the editor has open, kept in step by incremental changes. Our own and not the library's
 * `TextDocuments`, because findings have to be moved along with each edit, and the library does not pass edits on.
 */
export class OpenDocuments {
  readonly #documents = new Map<string, TextDocument>();

  onOpen: (document: TextDocument) => void = () => {};
  /** Called after the document has its new text; `changes` are in the order they were made, each in offsets of the text before it. */
  onChange: (document: TextDocument, changes: Change[]) => void = () => {};
  onSave: (document: TextDocument) => void = () => {};
  /** Called when the document is no longer in the list. */
  onClose: (document: TextDocument) => void = () => {};

  /** Takes the four text document notifications of a connection; `guard` wraps each handler. */
  listen(connection: Connection, guard: (name: string, run: () => void) => void): void {
    connection.onDidOpenTextDocument(({ textDocument: { uri, languageId, version, text } }) =>
      guard('didOpen', () => {
        const document = TextDocument.create(uri, languageId, version, text);
        this.#documents.set(keyOf(uri), document);
        this.onOpen(document);
      }),
    );
    connection.onDidChangeTextDocument(({ textDocument, contentChanges }) =>
      guard('didChange', () => {
        const document = this.get(textDocument.uri);
        if (document) this.onChange(document, apply(document, contentChanges, textDocument.version));
      }),
    );
    connection.onDidSaveTextDocument(({ textDocument }) =>
      guard('didSave', () => {
        const document = this.get(textDocument.uri);
        if (document) this.onSave(document);
      }),
    );
    connection.onDidCloseTextDocument(({ textDocument }) =>
      guard('didClose', () => {
        const document = this.get(textDocument.uri);
        if (!document) return;
        this.#documents.delete(keyOf(textDocument.uri));
        this.onClose(document);
      }),
    );
  }

  get(uri: string): TextDocument | undefined {
    return this.#documents.get(keyOf(uri));
  }

  all(): TextDocument[] {
    return [...this.#documents.values()];
  }
}

/** Editors escape URIs differently (`%3A` or `:`, `%40` or `@`); one spelling makes them comparable. */
export function keyOf(uri: string): string {
  return URI.parse(uri).toString();
}

function apply(
  document: TextDocument,
  contentChanges: TextDocumentContentChangeEvent[],
  version: number,
): Change[] {
  return contentChanges.map((change) => {
    const moved =
      'range' in change
        ? {
            start: document.offsetAt(change.range.start),
            end: document.offsetAt(change.range.end),
            length: change.text.length,
          }
        : { start: 0, end: document.getText().length, length: change.text.length };
    TextDocument.update(document, [change], version);
    return moved;
  });
}
