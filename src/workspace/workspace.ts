import { existsSync } from 'node:fs';
import path from 'node:path';
import {
  type CheckResult,
  type Configuration,
  createProject,
  loadSqlParser,
  type Project,
  type Rule,
  tellsReading,
} from '../engine';
import { Breather } from './breather';
import { ConfigurationFiles, isConfigurationFile } from './configuration';
import { Dialects, tellsDialect } from './dialect';
import { discover } from './discover';
import type { FactsCache } from './facts-cache';
import { IgnoreRules } from './ignore-rules';
import { toAbsolute } from './paths';
import { entryAt, judgeText, type LeftOut, type ReadResult, readText } from './read';

export interface WorkspaceOptions {
  rules: readonly Rule[];
  /** Changes each configuration that the files say, as for rules named on the command line. */
  adapt?: (configuration: Configuration) => Configuration;
  /** Project paths of the only folders to read, when not the whole root. */
  under?: readonly string[];
  /** Facts of an earlier run. Whoever opens it saves it. */
  store?: FactsCache;
}

export interface LoadOptions {
  /** Called after each file; `total` is known from the first call on. */
  onProgress?(done: number, total: number): void;
  /** Aborting it makes `load` reject with the signal's reason; what was loaded so far stays. */
  signal?: AbortSignal;
}

/**
 * The files under one root as a Project: the one way that files on disk, and documents open in an editor, reach the
 * engine. An open document's text stands before the file's. Nothing here throws on any content of the disk.
 */
export class Workspace {
  private readonly ignored: IgnoreRules;
  private readonly leftOutByPath = new Map<string, LeftOut>();
  private readonly openTexts = new Map<string, string>();
  /** Configuration files that were there and are gone. */
  private readonly deletedConfigurations = new Set<string>();
  /** What an edit of a configuration has made necessary, until `configure`. */
  private pending: 'nothing' | 'configure' | 'load' = 'nothing';

  private constructor(
    /** Absolute, in the platform's way. */
    readonly root: string,
    readonly project: Project,
    readonly configurations: ConfigurationFiles,
    private readonly under: readonly string[],
  ) {
    this.ignored = new IgnoreRules(root, (file, isFolder) => configurations.ignores(file, isFolder));
  }

  /** An empty workspace, at once ready for `setText`; `load` fills it. Throws when a parser cannot be loaded. */
  static async create(root: string, options: WorkspaceOptions): Promise<Workspace> {
    const absolute = path.resolve(root);
    const configurations = new ConfigurationFiles(absolute, options.rules, options.adapt);
    const sql = await loadSqlParser(configurations.of('').dialect);
    const { store } = options;
    const project = createProject({
      rules: [...options.rules],
      sql,
      configuration: configurations,
      ...(store ? { store } : {}),
    });
    return new Workspace(absolute, project, configurations, options.under ?? ['']);
  }

  /** Files that Marcus would read and does not, sorted by path. */
  get leftOut(): LeftOut[] {
    return [...this.leftOutByPath.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  /** The number of files in the project. */
  get fileCount(): number {
    let count = 0;
    for (const _ of this.project.paths()) count++;
    return count;
  }

  /**
   * Reads the disk, the first time or again (after a branch switch, a change of a .gitignore): files that are gone leave the
   * project, and files that have not changed cost only their reading. The event loop gets its turn every few milliseconds.
   */
  async load({ onProgress, signal }: LoadOptions = {}): Promise<void> {
    this.pending = 'nothing';
    this.ignored.forget();
    this.configurations.forget();
    const { files, unreadable } = await discover(this.root, this.ignored, { under: this.under, signal });
    const listed = new Set(files);
    for (const known of [...this.project.paths()]) {
      if (!listed.has(known) && !this.openTexts.has(known)) this.project.removeFile(known);
    }
    for (const known of this.leftOutByPath.keys()) if (!listed.has(known)) this.leftOutByPath.delete(known);
    for (const { path: at, detail } of unreadable) {
      this.leftOutByPath.set(at, { path: at, reason: 'unreadable', detail });
    }
    const breather = new Breather(signal);
    const isFirst = (file: string) => tellsDialect(file) || tellsReading(file);
    const first = files.filter(isFirst);
    const rest = files.filter((file) => !isFirst(file));
    for (const [index, file] of [...first, ...rest].entries()) {
      await breather.breathe();
      if (index === first.length) await this.adjust(files);
      this.readFromDisk(file);
      onProgress?.(index + 1, files.length);
    }
    if (rest.length === 0) await this.adjust(files);
  }

  /**
   * Applies edits of configurations in open documents, and dialects that have changed. True when there was something to
   * apply. Rejects when a parser cannot be loaded.
   */
  async configure(): Promise<boolean> {
    const { pending } = this;
    this.pending = 'nothing';
    if (pending === 'load') await this.load();
    else if (pending === 'configure') await this.adjust();
    return pending !== 'nothing';
  }

  /** Tells the project what holds for its files now; `files` are those that it will have. */
  private async adjust(files: readonly string[] = []): Promise<void> {
    const { project, configurations } = this;
    if (this.pending === 'configure') this.pending = 'nothing';
    const dialects = new Dialects(
      project.paths(),
      (file) => project.factsOf(file),
      (file) => project.textOf(file),
    );
    configurations.detectWith((file) => dialects.of(file));
    const spoken = new Set([...project.paths(), ...files].map((file) => configurations.of(file).dialect));
    project.configure(configurations, await Promise.all([...spoken].map(loadSqlParser)));
  }

  /**
   * Puts an open document's text in place of the file's, until `forget`. False when Marcus does not look at it: not a kind
   * that he reads, ignored, or left out for its size or shape. The path is a project path.
   */
  setText(file: string, text: string): boolean {
    if (isConfigurationFile(file)) {
      // An editor may keep the text of a deleted file open; it holds again once there is such a file.
      if (this.deletedConfigurations.has(file)) {
        if (!existsSync(toAbsolute(this.root, file))) return false;
        this.deletedConfigurations.delete(file);
      }
      const isChanged = this.configurations.textOf(file) !== text;
      const isListChanged = this.configurations.setText(file, text);
      if (isChanged) this.note(isListChanged);
      // It is no file of the project: what it says counts after `configure`.
      return false;
    }
    if (!this.openTexts.has(file) && !this.admits(file)) return false;
    this.openTexts.set(file, text);
    return this.take(file, judgeText(file, text));
  }

  /** Ends `setText`: the file on disk stands again; a document that was never saved leaves the project. */
  forget(file: string): void {
    if (isConfigurationFile(file)) this.note(this.configurations.forgetText(file));
    else if (this.openTexts.delete(file)) this.readFromDisk(file);
  }

  /** Says that a configuration file is gone from disk: what an editor still shows of it holds for nothing. */
  configurationDeleted(file: string): void {
    this.forget(file);
    this.deletedConfigurations.add(file);
  }

  /**
   * Follows an event of the file system: a file or folder was made, changed, or is gone. True when the project may have
   * changed. An event of a .gitignore changes which files there are: it needs `load`.
   */
  async reload(changed: string): Promise<boolean> {
    const stat = entryAt(toAbsolute(this.root, changed));
    if (stat?.isDirectory()) return this.reloadFolder(changed);
    if (stat === undefined && this.dropBelow(changed)) return true;
    if (this.openTexts.has(changed) || !this.admits(changed)) return false;
    this.readFromDisk(changed);
    return true;
  }

  private note(isListChanged: boolean): void {
    if (isListChanged) this.pending = 'load';
    else if (this.pending === 'nothing') this.pending = 'configure';
  }

  /** What all rules say of all files. */
  check(): CheckResult {
    return this.project.check();
  }

  /** What the rules of scope `file` say of one file. */
  checkFile(file: string): CheckResult {
    return this.project.checkFile(file);
  }

  /** Whether a file of this path is the project's, should it exist. */
  admits(file: string): boolean {
    const isUnder = this.under.some((folder) => folder === '' || file.startsWith(`${folder}/`));
    return isUnder && this.ignored.admits(file);
  }

  private async reloadFolder(folder: string): Promise<boolean> {
    // Asking for an imaginary file in it answers for the folder: no link, not ignored, not skipped.
    if (!this.admits(`${folder}/package.json`)) return false;
    const { files } = await discover(this.root, this.ignored, { under: [folder] });
    for (const file of files) this.readFromDisk(file);
    return files.length > 0;
  }

  /** Removes all files of a folder that is gone; an event names only the folder. */
  private dropBelow(folder: string): boolean {
    const prefix = `${folder}/`;
    const below = [...this.project.paths(), ...this.leftOutByPath.keys()].filter((file) =>
      file.startsWith(prefix),
    );
    for (const file of below) this.readFromDisk(file);
    return below.length > 0;
  }

  private readFromDisk(file: string): void {
    if (!this.openTexts.has(file)) this.take(file, readText(toAbsolute(this.root, file)));
  }

  /** True when the text went into the project. */
  private take(file: string, result: ReadResult): boolean {
    this.leftOutByPath.delete(file);
    if (tellsDialect(file)) this.note(false);
    if ('text' in result) {
      this.project.setFile(file, result.text);
      return true;
    }
    this.project.removeFile(file);
    if (!('missing' in result)) this.leftOutByPath.set(file, { path: file, ...result });
    return false;
  }
}

/** A workspace with all its files read. */
export async function openWorkspace(
  root: string,
  options: WorkspaceOptions & LoadOptions,
): Promise<Workspace> {
  const workspace = await Workspace.create(root, options);
  await workspace.load(options);
  return workspace;
}
