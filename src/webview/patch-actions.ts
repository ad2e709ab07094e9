/** A whole patch, one file of it, or one hunk of that file, by index. */
export interface PatchScope {
  file?: number;
  hunk?: number;
}

export interface PatchActions {
  preview(patchId: string): void;
  accept(patchId: string, scope?: PatchScope): void;
  reject(patchId: string, scope?: PatchScope): void;
}
