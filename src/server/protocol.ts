import type { Severity } from '../engine/finding';
import type { ArchitectureGraph } from '../map/graph';

/**
 * What the client and the server say to each other beyond the language server protocol. Positions are the
 * protocol's: 0-based lines and UTF-16 characters. This file holds types and names only, so that the client can import it
 * without the engine.
 */

export interface WirePosition {
  line: number;
  character: number;
}
export interface WireRange {
  start: WirePosition;
  end: WirePosition;
}
export interface WireTextEdit {
  range: WireRange;
  newText: string;
}
/** What a fix or patch does to one file; `version` is the document version it was computed for, null for a closed file. */
export type WireFileChange =
  | { uri: string; version: number | null; edits: WireTextEdit[] }
  | { uri: string; create: string };

export interface WireFinding {
  ruleId: string;
  title: string;
  severity: Severity;
  message: string;
  uri: string;
  /** Workspace-relative path for people. */
  path: string;
  range: WireRange;
  related: { uri: string; path: string; range: WireRange; message: string }[];
  fixes: { title: string; safe: boolean; changes: WireFileChange[] }[];
}

/**
 * What a client may say of itself in `initialize`. An editor that says nothing gets diagnostics without links, and no
 * actions that need a command of ours.
 */
export interface InitializationOptions {
  /** Scheme of the rule documents that the client can open: `marcus-rule` for `marcus-rule:/database/select-star.md`. */
  ruleDocumentScheme?: string;
  /** Where the client finds the schema of `marcus.config.json`; new files name it. */
  configurationSchema?: string;
  /** Folder of this machine in which the server may keep what it has read, until the next start. */
  cacheFolder?: string;
  /** Names of the client's commands that code actions and hovers may call: those of `clientCommands`. */
  commands?: string[];
}

/** Commands of the client that the server names in code actions and hovers, with one argument each. */
export const clientCommands = {
  ask: 'marcus.ask',
  openRule: 'marcus.openRule',
  recognize: 'marcus.recognize',
} as const;

/** `marcus.ask`: what to ask about. */
export interface AskArgument {
  uri: string;
  range?: WireRange;
  ruleId?: string;
}

/** `marcus.openRule`. */
export interface OpenRuleArgument {
  ruleId: string;
}

/** `marcus.recognize`: lets a person name what a finding says is missing, and asks `marcus/recognize` to write it down. */
export interface RecognizeArgument {
  /** The file of the finding, whose nearest configuration is meant. */
  uri: string;
  /** A key of the configuration's `recognize`. */
  kind: string;
  /** What it is, as "rate limiter". */
  noun: string;
}

/** The methods' names, with their parameters and results below. */
export const methods = {
  ruleDocument: 'marcus/ruleDocument',
  context: 'marcus/context',
  checkChanges: 'marcus/checkChanges',
  checkWorkspace: 'marcus/checkWorkspace',
  rules: 'marcus/rules',
  recognize: 'marcus/recognize',
  findings: 'marcus/findings',
  tables: 'marcus/tables',
  routes: 'marcus/routes',
  search: 'marcus/search',
  secrets: 'marcus/secrets',
  project: 'marcus/project',
  map: 'marcus/map',
  checked: 'marcus/checked',
  status: 'marcus/status',
} as const;

/** `marcus/ruleDocument`: the rule's document as Markdown, with the critical paths on which it has found something; null for an unknown rule. */
export interface RuleDocumentParams {
  ruleId: string;
}
export interface RuleDocumentResult {
  ruleId: string;
  title: string;
  severity: Severity;
  markdown: string;
}

/** `marcus/rules`: the whole catalogue, sorted by id. */
export type RulesResult = { ruleId: string; title: string; severity: Severity }[];

/** `marcus/context`: what Marcus knows about a stretch of code (the whole file without a range). */
export interface ContextParams {
  uri: string;
  range?: WireRange;
}
export interface ContextResult {
  uri: string;
  path: string;
  languageId: string;
  /** The lines that the range touches, whole. */
  code: string;
  /** 1-based, inclusive. */
  firstLine: number;
  lastLine: number;
  /** The smallest function around the range, when there is one. */
  around?: { name: string; firstLine: number; lastLine: number; code: string };
  /** Findings that touch the range, worst first. */
  findings: WireFinding[];
  /** Findings elsewhere in the file. */
  otherFindings: number;
  /** Tables that queries in the range touch, as the schema has them. */
  tables: {
    name: string;
    columns: { name: string; type: string }[];
    tenantColumn?: string;
    definedAt?: { uri: string; path: string; line: number };
  }[];
  /** Routes defined in the range or handled by the function around it. */
  routes: { method: string; path: string; file: string; line: number }[];
  /** Ids of the rules that looked at this file. */
  rulesRun: string[];
  document: { version: number | null };
}

/** `marcus/checkChanges`: what the rules would say if these files had these texts. */
export interface CheckChangesParams {
  changes: { uri: string; text: string }[];
}
export interface CheckChangesResult {
  /** Syntax errors that the new texts bring. */
  syntaxErrors: { path: string; line: number; message: string }[];
  /** Findings in the whole project that the changes make go away, and that they bring. */
  gone: WireFinding[];
  brought: WireFinding[];
}

/** `marcus/checkWorkspace`: scan all files again; answers when done. */
export interface CheckWorkspaceResult {
  files: number;
  findings: number;
  durationMs: number;
}

/** `marcus/recognize`: the change that adds an entry to the nearest configuration. Nothing is written by the server. */
export interface RecognizeParams {
  uri: string;
  kind: string;
  entry: string;
}
export interface RecognizeResult {
  change: WireFileChange;
}

/** `marcus/findings`: what the rules found, worst first; of one file or folder, of one rule, or of everything. */
export interface FindingsParams {
  /** Workspace-relative path of a file or a folder. */
  path?: string;
  ruleId?: string;
  limit: number;
}
export interface FindingsResult {
  findings: {
    ruleId: string;
    severity: Severity;
    message: string;
    uri: string;
    path: string;
    line: number;
  }[];
  /** How many there are, of which `findings` has the first. */
  total: number;
}

/** `marcus/tables`: the schema as all migrations and declarations leave it. */
export interface TablesParams {
  /** A table's name, or that of a class or model that stands for it; all tables without one. */
  name?: string;
}
export interface TablesResult {
  /** The named table, or all of them, by name. */
  tables: WireTable[];
  /** The names of all tables. */
  names: string[];
}
export interface WireTable {
  name: string;
  columns: { name: string; type: string; notNull: boolean }[];
  primaryKey: string[];
  uniques: string[][];
  foreignKeys: { columns: string[]; references: string }[];
  indexes: string[][];
  rowSecurity: boolean;
  tenantColumn?: string;
  definedAt?: { uri: string; path: string; line: number };
}

/** `marcus/routes`: the routes that the back ends answer. */
export interface RoutesParams {
  /** Words of a path or a method that the route must have, as "POST tickets"; all routes without. */
  match?: string;
  limit: number;
}
export interface RoutesResult {
  routes: WireRoute[];
  total: number;
}
export interface WireRoute {
  method: string;
  path: string;
  /** The file that defines it. */
  file: string;
  uri: string;
  line: number;
}

/** `marcus/search`: lines of the project's files that have a text, whatever the case. Secrets in them are masked. */
export interface SearchParams {
  text: string;
  /** Workspace-relative folder or file to search in. */
  path?: string;
  limit: number;
}
export interface SearchResult {
  matches: { path: string; line: number; text: string }[];
  total: number;
}

/** `marcus/secrets`: where texts have secrets that must not leave the machine. A path tells what a text is. */
export interface SecretsParams {
  texts: { text: string; path?: string }[];
}
export interface SecretsResult {
  /** For each text its spans, as UTF-16 offsets, in order and apart. */
  texts: { start: number; end: number }[][];
}

/** `marcus/project`: what the project is, in numbers and in its own words. */
export interface ProjectResult {
  files: number;
  dialects: string[];
  tables: number;
  routes: number;
  /** The packages that serve HTTP. */
  apps: string[];
  tenantColumn?: string;
  /** What the project wants kept to, and the paths through the code that must not break. */
  principles: string[];
  criticalPaths: string[];
  findings: { ruleId: string; severity: Severity; count: number }[];
}

/** `marcus/map`: the architecture of each workspace folder, as last checked. */
export interface MapResult {
  folders: { uri: string; name: string; graph: ArchitectureGraph }[];
  /** Whether folders are still being read: what there is of them is not all. */
  scanning: boolean;
}

/** `marcus/checked` (notification to the client, without parameters): all rules have looked at a folder anew; what is derived from it is out of date. */

/** `marcus/status` (notification to the client). */
export interface StatusParams {
  state: 'scanning' | 'ready' | 'failed';
  files: number;
  leftOut: number;
  errors: number;
  findings: number;
  message?: string;
}
