import { dirname, posix } from 'node:path';
import { URI } from 'vscode-uri';
import { createProject, defaultConfiguration, loadSqlParser, type Project, type Rule } from '../engine';
import { ConfigurationFiles, FactsCache, fromUri, toUri, uriToAbsolute, Workspace } from '../workspace';
import type { Texts } from './analysis';
import { keyOf } from './open-documents';

/** A folder on disk. */
export class FolderTexts implements Texts {
  private constructor(
    private readonly uri: string,
    readonly workspace: Workspace,
    private readonly store: FactsCache | undefined,
  ) {}

  /** Rejects when a parser cannot be loaded. `root` is the folder's absolute path; facts of an earlier start are in `cacheFolder`. */
  static async create(
    uri: string,
    root: string,
    rules: readonly Rule[],
    cacheFolder: string | undefined,
  ): Promise<FolderTexts> {
    const store = cacheFolder === undefined ? undefined : FactsCache.open(cacheFolder, root);
    return new FolderTexts(uri, await Workspace.create(root, { rules, ...(store ? { store } : {}) }), store);
  }

  /** Writes what has been read since the last time, for the next start. */
  keepFacts(): void {
    this.store?.save();
  }

  get project(): Project {
    return this.workspace.project;
  }

  setText(path: string, text: string): boolean {
    return this.workspace.setText(path, text);
  }

  forget(path: string): void {
    this.workspace.forget(path);
  }

  pathOf(uri: string): string | undefined {
    return fromUri(this.workspace.root, uri);
  }

  uriOf(path: string): string {
    return path === '' ? this.uri : toUri(this.workspace.root, path);
  }

  async configure(): Promise<void> {
    await this.workspace.configure();
  }

  get configurations(): ConfigurationFiles {
    return this.workspace.configurations;
  }
}

/** UTF-16 units; the same as for files of a folder. */
const sizeLimit = 1_000_000;

/** Extensions that tell the engine the language of a document whose name does not. */
const extensions: Record<string, string> = {
  javascript: '.js',
  javascriptreact: '.jsx',
  typescript: '.ts',
  typescriptreact: '.tsx',
  sql: '.sql',
};

/** A document outside all folders, or not on disk at all: rules that need one file only have something to say of it. */
export class LooseTexts implements Texts {
  readonly configurations = undefined;
  private readonly path: string;

  private constructor(
    private readonly uri: string,
    languageId: string,
    readonly project: Project,
  ) {
    const name = posix.basename(URI.parse(uri).path) || 'untitled';
    this.path = /\.[a-z]{2,6}$/i.test(name) ? name : name + (extensions[languageId] ?? '');
  }

  static async create(uri: string, languageId: string, rules: readonly Rule[]): Promise<LooseTexts> {
    // A lone file on disk has its nearest configuration like any other; it is looked up once.
    const absolute = uriToAbsolute(uri);
    const configuration =
      absolute === undefined ? defaultConfiguration : new ConfigurationFiles(dirname(absolute), rules).of('');
    const sql = await loadSqlParser(configuration.dialect);
    return new LooseTexts(uri, languageId, createProject({ rules: [...rules], sql, configuration }));
  }

  setText(path: string, text: string): boolean {
    if (text.length > sizeLimit) return false;
    this.project.setFile(path, text);
    return true;
  }

  forget(path: string): void {
    this.project.removeFile(path);
  }

  pathOf(uri: string): string | undefined {
    return keyOf(uri) === keyOf(this.uri) ? this.path : undefined;
  }

  uriOf(): string {
    return this.uri;
  }

  async configure(): Promise<void> {}
}
