import * as vscode from 'vscode';
import type { ConversationFiles } from '../../chat';

/** Conversations in the workspace's storage; without a workspace they last as long as the window. */
export function conversationFiles(storage: vscode.Uri | undefined): ConversationFiles {
  return storage ? new StoredFiles(vscode.Uri.joinPath(storage, 'conversations')) : new FilesInMemory();
}

class StoredFiles implements ConversationFiles {
  readonly #folder: vscode.Uri;

  constructor(folder: vscode.Uri) {
    this.#folder = folder;
  }

  async read(name: string): Promise<string | undefined> {
    try {
      return new TextDecoder().decode(await vscode.workspace.fs.readFile(this.#uri(name)));
    } catch (error) {
      if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
      throw error;
    }
  }

  /** Whole or not at all: a window can close in the middle. */
  async write(name: string, text: string): Promise<void> {
    const draft = this.#uri(`${name}.new`);
    await vscode.workspace.fs.createDirectory(this.#folder);
    await vscode.workspace.fs.writeFile(draft, new TextEncoder().encode(text));
    await vscode.workspace.fs.rename(draft, this.#uri(name), { overwrite: true });
  }

  async remove(name: string): Promise<void> {
    try {
      await vscode.workspace.fs.delete(this.#uri(name));
    } catch (error) {
      if (!(error instanceof vscode.FileSystemError && error.code === 'FileNotFound')) throw error;
    }
  }

  #uri(name: string): vscode.Uri {
    return vscode.Uri.joinPath(this.#folder, name);
  }
}

class FilesInMemory implements ConversationFiles {
  readonly #files = new Map<string, string>();

  async read(name: string): Promise<string | undefined> {
    return this.#files.get(name);
  }

  async write(name: string, text: string): Promise<void> {
    this.#files.set(name, text);
  }

  async remove(name: string): Promise<void> {
    this.#files.delete(name);
  }
}
