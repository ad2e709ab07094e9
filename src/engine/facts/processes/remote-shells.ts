import type { RemoteShellEntry } from '../../libraries/contract/runs';
import { perLibraries } from '../../libraries/look-up';
import { memberName, ts, unwrap } from '../../source/syntax-tree';
import type { AccessPath, RemoteShellFact } from '../facts';
import { hostExpression, namesAround } from '../outgoing/addressee';
import { splitPath } from '../reading/access-path';
import { type CallCollector, calleeName, type FileReader } from '../reading/file-reader';
import { readOptions } from '../reading/options-object';

/** Without one of these words a file opens no shell elsewhere. */
const speaksOfShells = /\bssh|\bscp|\brsync|\bsftp/i;
const program = /^\s*(?:sudo\s+)?(?:sshpass\s+(?:-\S+\s+\S+\s+)*)?(ssh|scp|rsync|sftp|mosh)(?=\s|$)/;
/** Wrappers of the project itself, where the program is spelled out as the first argument. */
const ownRunner =
  /^_?(run|exec|execute|sh|shell|spawn|command|cmd)\w*$|(Run|Exec|Spawn|Command|Shell)(Async|Sync)?$/i;

/** Shells that are opened on another machine, and files that are copied there: by a library, or by running `ssh`. */
export function collectRemoteShells(
  calls: readonly ts.CallExpression[],
  tagged: readonly ts.TaggedTemplateExpression[],
  file: FileReader,
): void {
  if (!file.mentionsInAnyCase('ssh', 'scp', 'rsync', 'sftp')) return;
  if (!speaksOfShells.test(file.tree.root.text)) return;
  for (const node of calls) collectCall(node, file);
  for (const node of tagged) collectTagged(node, file);
}

/** Last names of calls that open one; what a module exports itself may be called `ssh`, or anything that is no name. */
const opening = perLibraries((libraries) => new Set([...libraries.lastNames('remoteShells'), 'ssh']));

/** Libraries that are given the host where their client is made. */
export const remoteShellCollector: CallCollector = {
  names: (libraries) =>
    libraries.of('remoteShells').flatMap(({ entry }) => (entry.made ? (entry.calledAs ?? []) : [])),
  call(node, _name, file) {
    if (ts.isNewExpression(node)) collectMade(node, file);
  },
};

function collectCall(node: ts.CallExpression, file: FileReader): void {
  const name = calleeName(node.expression) ?? '';
  const [first] = node.arguments;
  if (!name || opening(file.libraries.all).has(name)) {
    const path = file.paths.of(node.expression);
    const entry = file.libraries.find('remoteShells', path);
    if (path !== undefined && entry && !entry.made) {
      const host = hostIn(file, first, entry);
      const whole = entry.whole ? first && ownHost(file, first) : undefined;
      add(file, node, node.expression, splitPath(path).module, host ? hostExpression(file, host) : whole);
      return;
    }
  }
  if (!first) return;
  // `run(['ssh', host])`
  const command = commandOf(file, first);
  if (command === undefined) return;
  const path = file.paths.of(node.expression);
  if (
    !isRunner(file, path) &&
    !(ownRunner.test(name) && node.arguments.length > 1 && !isOfLibrary(file, path))
  )
    return;
  const rest = node.arguments.map((each) => file.words(each, 300)).join(' ');
  if (command === 'rsync' && !/[@:]/.test(rest.replace(/\w+:\s/g, ''))) return;
  add(file, node, node.expression, command, undefined, rest);
}

function isRunner(file: FileReader, path: AccessPath | undefined): boolean {
  const runs = file.libraries.find('runs', path)?.runs;
  return runs === 'command' || runs === 'program' || runs === 'words';
}

/** Whether a call is one of a known library, which runs no program under such a name. */
function isOfLibrary(file: FileReader, path: AccessPath | undefined): boolean {
  if (path === undefined) return false;
  const { module } = splitPath(path);
  return module !== 'global' && file.libraries.all.sheetsOf(module).some((sheet) => !sheet.remoteShells);
}

/** The program that a text, or a list that starts with it, runs. */
function commandOf(file: FileReader, first: ts.Expression): string | undefined {
  const node = unwrap(first);
  const start = ts.isArrayLiteralExpression(node) ? node.elements[0] : node;
  if (!start || ts.isObjectLiteralExpression(start) || ts.isArrowFunction(start)) return undefined;
  const [piece] = file.texts.of(start)[0]?.pieces ?? [];
  return piece && 'text' in piece ? program.exec(piece.text)?.[1] : undefined;
}

/** The member of the options that says which machine. */
function hostIn(
  file: FileReader,
  options: ts.Expression | undefined,
  { host }: RemoteShellEntry,
): ts.Expression | undefined {
  const { members } = readOptions(file, options);
  return host.map((each) => members.get(each)).find(Boolean);
}

function collectMade(node: ts.NewExpression, file: FileReader): void {
  const path = file.paths.of(node.expression);
  const entry = file.libraries.find('remoteShells', path);
  if (path === undefined || !entry?.made) return;
  const host = hostIn(file, node.arguments?.[0], entry);
  add(file, node, node.expression, splitPath(path).module, host ? hostExpression(file, host) : undefined);
}

/** `$`ssh ${vm.ip} uptime``. */
function collectTagged(node: ts.TaggedTemplateExpression, file: FileReader): void {
  const { template } = node;
  const head = ts.isTemplateExpression(template) ? template.head.text : template.text;
  const command = program.exec(head)?.[1];
  if (command === undefined || !isRunner(file, file.paths.of(node.tag))) return;
  add(file, node, node.tag, command, undefined, file.words(template, 300));
}

/** `ssh.connect(sshConfig(vm))`, `ssh.connect(vm.ssh)`. */
function ownHost(file: FileReader, options: ts.Expression): string | undefined {
  const node = unwrap(options);
  return ts.isObjectLiteralExpression(node)
    ? undefined
    : (memberName(node) && file.words(node, 80)) || file.words(node, 80);
}

function add(
  file: FileReader,
  node: ts.Node,
  callee: ts.Node,
  library: string,
  host: string | undefined,
  rest = '',
): void {
  const within = file.within(node);
  const fact: RemoteShellFact = {
    library,
    span: file.span(node),
    calleeSpan: file.span(callee),
    // What SSH itself calls an agent is not one that does work.
    about: [...(host === undefined ? [] : [host]), rest, ...namesAround(file, node)].map((each) =>
      each.replace(/ssh[-_ ]?agent|SSH_AUTH_SOCK|agent_?forward\w*|ForwardAgent|git@\S+/gi, ''),
    ),
    ...(host === undefined ? {} : { host }),
    ...(within === undefined ? {} : { within }),
  };
  file.facts.remoteShells.push(fact);
}
