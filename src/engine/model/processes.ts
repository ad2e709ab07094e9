import type { AccessPath, FileFacts, ServerFact, SignalHandlerFact } from '../facts/facts';
import { servesHttp, takesConnections } from '../facts/processes/http-server';
import { isOfClient } from '../facts/processes/process-signals';
import { splitPath } from '../facts/reading/access-path';
import type { ServerEntry } from '../libraries/contract/servers';
import type { Span } from '../source/span';
import type { FunctionRef } from './call-graph';
import type { ModelCore } from './core';
import { nameOf } from './packages';

/** A process that takes requests or connections from outside: one per package. */
export interface Process {
  /** The package's folder; empty for the project's root. */
  folder: string;
  name: string;
  /** Where it starts to listen: the first HTTP server in path order, else the first of another kind. */
  listens: { path: string; server: ServerFact };
  /** What listens, as the package that makes it calls it: `express#()`. */
  made: AccessPath;
  /** How it is closed in an orderly way, see `ServerEntry` of the data sheets. */
  closes: ServerEntry['closes'];
  ending: Ending;
}

/**
 * What happens on SIGTERM. `open` handles it and closes nothing that listens, `interrupt` handles only SIGINT, and `exits` ends the
 * process while the server is still closing, or without closing it. `waits` closes an HTTP server that the connections of `keptBy` hold open, and nothing ends these.
 * `terminate` closes in an orderly way, and what runs it, as `manager` says, sends SIGINT instead.
 */
export type Ending =
  | { kind: 'orderly' | 'unhandled' }
  | { kind: 'open' | 'interrupt' | 'exits'; at: Place }
  | { kind: 'terminate'; at: Place; manager: string }
  | { kind: 'waits'; at: Place; keptBy: Place & { library: string; version?: string } };

interface Place {
  path: string;
  span: Span;
}

const maxDepth = 6;
/** What tells PM2 which programs to run: it stops and reloads them with SIGINT, and kills what is left after 1.6 s (measured 7). */
const managerFile = /^(ecosystem|pm2)(\.[\w-]+)?\.config\.[cm]?js$/;

export function findProcesses(model: ModelCore): Process[] {
  const found = new Map<string, Omit<Process, 'ending'>>();
  for (const file of model.filesInOrder) {
    if (!isEntry(file)) continue;
    for (const server of file.servers) {
      const made = servedBy(model, file.path, server.made);
      if (!takesConnections(model.libraries, made)) continue;
      const folder = model.packageOf(file.path);
      const known = found.get(folder);
      if (known && (servesHttp(model.libraries, known.made) || !servesHttp(model.libraries, made))) continue;
      if (isCommand(model, folder)) continue;
      found.set(folder, {
        folder,
        name: nameOf(model.files, folder),
        listens: { path: file.path, server },
        made,
        closes: model.libraries.find('servers', made)?.closes,
      });
    }
  }
  return [...found.values()].map((each) => ({ ...each, ending: endingOf(model, each.folder) }));
}

/** Production code; a server may start in `bin/`, where otherwise only commands are. */
export function isEntry(file: FileFacts): boolean {
  return (
    file.role === 'source' ||
    (file.role === 'script' && file.servers.length > 0 && /(^|\/)bin\//.test(file.path))
  );
}

/** What listens in the end: through the project's modules, and through functions that make it. */
export function servedBy(model: ModelCore, path: string, made: AccessPath): AccessPath {
  // A function that is exported where it stands has no name to be resolved by.
  const exported =
    model.modules.isProjectPath(made) && /#[\w$]+\(\)$/.test(made)
      ? model.modules.exportOf(path, made)
      : undefined;
  const makes = exported && factoryOf(model, exported.file, (index) => index === exported.fact.function);
  if (makes !== undefined) return makes;
  const resolved = model.modules.resolve(path, made);
  const { module, members } = splitPath(resolved.path);
  if (module !== 'local') return resolved.path;
  const name = /^([\w$]+)\(\)$/.exec(members)?.[1];
  const names = model.files.get(resolved.file)?.functions ?? [];
  return factoryOf(model, resolved.file, (index) => names[index]?.name === name) ?? resolved.path;
}

function factoryOf(
  model: ModelCore,
  path: string,
  isMeant: (index: number) => boolean,
): AccessPath | undefined {
  return model.files.get(path)?.serverFactories.find((each) => isMeant(each.function))?.makes;
}

/** Whether a package is a command-line tool, which may serve something while it runs. */
export function isCommand(model: ModelCore, folder: string): boolean {
  const manifest = manifestOf(model, folder);
  return (
    manifest?.commands === true &&
    manifest.dependencies.some((each) => model.libraries.is(each, 'argument-parser'))
  );
}

function manifestOf(model: ModelCore, folder: string): FileFacts['manifest'] {
  return model.files.get(folder === '' ? 'package.json' : `${folder}/package.json`)?.manifest;
}

/** The production files of a package, and of those packages of the project that it depends on. */
export function filesOfProcess(model: ModelCore, folder: string): FileFacts[] {
  const folders = new Set([folder]);
  const byName = new Map<string, string>();
  for (const { path, manifest } of model.files.values())
    if (manifest?.name !== undefined) byName.set(manifest.name, path.slice(0, -'/package.json'.length));
  for (const each of folders) {
    for (const name of manifestOf(model, each)?.dependencies ?? []) {
      const other = byName.get(name);
      if (other !== undefined) folders.add(other);
    }
  }
  return model.filesInOrder.filter(
    (file) => /^(source|script)$/.test(file.role) && folders.has(model.packageOf(file.path)),
  );
}

function endingOf(model: ModelCore, folder: string): Ending {
  const files = filesOfProcess(model, folder);
  const handedOver = files.some((file) =>
    file.imports.some(
      ({ typeOnly, specifier }) =>
        !typeOnly && (model.libraries.is(specifier, 'closer') || model.libraries.is(specifier, 'serverless')),
    ),
  );
  if (handedOver) return { kind: 'orderly' };
  const handlers = files.flatMap((file) =>
    file.signalHandlers.filter((each) => !each.forTests).map((handler) => ({ file, handler })),
  );
  const onTerm = handlers.filter(({ handler }) => isFor(handler, 'SIGTERM'));
  const kept = keptOpen(files);
  const judged = onTerm.map(({ file, handler }) => judge(model, file, handler, kept));
  const orderly = judged.find((each) => each.kind === 'orderly');
  const exits = judged.find((each) => each.kind === 'exits');
  const interrupt = handlers.find(
    ({ file, handler }) =>
      isFor(handler, 'SIGINT') && judge(model, file, handler, undefined).kind === 'orderly',
  );
  const manager = model.filesInOrder.find((each) => isManagerOf(folder, each.path))?.path;
  if (manager !== undefined && interrupt) return { kind: 'orderly' };
  const closed = orderly && onTerm[judged.indexOf(orderly)];
  if (manager !== undefined && closed)
    return { kind: 'terminate', at: { path: closed.file.path, span: closed.handler.span }, manager };
  if (orderly || exits || judged[0]) return orderly ?? exits ?? (judged[0] as Ending);
  if (!interrupt) return { kind: 'unhandled' };
  return { kind: 'interrupt', at: { path: interrupt.file.path, span: interrupt.handler.span } };
}

function isManagerOf(folder: string, path: string): boolean {
  const prefix = folder === '' ? '' : `${folder}/`;
  return path.startsWith(prefix) && managerFile.test(path.slice(prefix.length));
}

type KeptBy = Extract<Ending, { kind: 'waits' }>['keptBy'];

/** A server of sockets whose connections keep the HTTP server open that they came through. */
function keptOpen(files: readonly FileFacts[]): KeptBy | undefined {
  for (const { path, role, socketServers } of files)
    for (const { span, library, version, keepsServerOpen } of socketServers)
      if (keepsServerOpen && role === 'source')
        return { path, span, library, ...(version === undefined ? {} : { version }) };
  return undefined;
}

function isFor({ signals }: SignalHandlerFact, signal: string): boolean {
  return signals.includes(signal) || signals.includes('*');
}

/** What the handler of a signal does, itself and through functions it calls; what cannot be told is taken to be in order. */
function judge(
  model: ModelCore,
  file: FileFacts,
  handler: SignalHandlerFact,
  keptBy: KeptBy | undefined,
): Ending {
  if (handler.closes) return { kind: 'orderly' };
  const target =
    handler.function !== undefined
      ? { file, index: handler.function }
      : handler.handler === undefined
        ? undefined
        : model.calls.targetOf(file, {
            callee: handler.handler,
            ...(handler.within === undefined ? {} : { within: handler.within }),
          });
  if (target?.index === undefined) return { kind: 'orderly' };
  const seen = deedsOf(model, target, 0, new Set());
  if (seen.exitsFirst) return { kind: 'exits', at: seen.exitsFirst };
  if (keptBy && seen.waits && !seen.ends && !seen.unknown)
    return { kind: 'waits', at: { path: file.path, span: handler.span }, keptBy };
  if (seen.closes || seen.unknown) return { kind: 'orderly' };
  if (seen.exits) return { kind: 'exits', at: seen.exits };
  return { kind: 'open', at: { path: file.path, span: handler.span } };
}

interface Deeds {
  closes: boolean;
  /** A server is closed that waits for its connections. */
  waits: boolean;
  /** Something may end what is waited for: an exit that does not wait, or something else that is closed, perhaps each client of a server of sockets. */
  ends: boolean;
  /** A method is called that would close something, and is not there. */
  vain: boolean;
  /** Something is called that cannot be followed. */
  unknown: boolean;
  exits?: { path: string; span: Span };
  /** An exit that does not wait for what is closed. */
  exitsFirst?: { path: string; span: Span };
}

function deedsOf(model: ModelCore, { file, index }: FunctionRef, depth: number, seen: Set<string>): Deeds {
  const deeds: Deeds = {
    closes: false,
    waits: false,
    ends: false,
    vain: false,
    unknown: file.role === 'script',
  };
  const key = `${file.path}\0${index}`;
  if (seen.has(key) || depth > maxDepth || index === undefined) return deeds;
  seen.add(key);
  const isInside = (within: number | undefined) => {
    for (let at = within; at !== undefined; at = file.functions[at]?.within) if (at === index) return true;
    return false;
  };
  /** Where calls of the project's own functions start that try to close something, and close nothing. */
  const vain = new Set<number>();
  for (const call of file.calls) {
    if (!isInside(call.within)) continue;
    const target = model.calls.targetOf(file, call);
    if (!target) {
      const { path } = model.modules.resolve(file.path, call.callee);
      deeds.unknown ||=
        !/log/i.test(call.callee) && !(path !== call.callee && isOfClient(path, model.libraries));
      continue;
    }
    const below = deedsOf(model, target, depth + 1, seen);
    if (below.vain && !below.closes && !below.unknown) vain.add(call.span.start);
    add(deeds, below);
  }
  for (const { of, span, within } of file.closings) {
    if (!isInside(within) || vain.has(span.start)) continue;
    deeds.waits ||= of === 'server';
    deeds.ends ||= of === 'unknown' || of === 'client';
    deeds.vain ||= of === 'nothing';
    deeds.closes ||= of === 'server' || of === 'unknown';
  }
  for (const exit of file.processExits) {
    if (!isInside(exit.within)) continue;
    const at = { path: file.path, span: exit.span };
    deeds.exits ??= at;
    if (!exit.onceClosed) deeds.ends = true;
    if (exit.atOnce && deeds.closes) deeds.exitsFirst ??= at;
  }
  return deeds;
}

function add(deeds: Deeds, below: Deeds): void {
  deeds.closes ||= below.closes;
  deeds.waits ||= below.waits;
  deeds.ends ||= below.ends;
  deeds.vain ||= below.vain;
  deeds.unknown ||= below.unknown;
  if (below.exitsFirst) deeds.exitsFirst ??= below.exitsFirst;
  if (below.exits) deeds.exits ??= below.exits;
}
