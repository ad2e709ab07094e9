import { memberName, ts, unwrap } from '../../source/syntax-tree';
import type { RemoteShellFact } from '../facts';
import { hostExpression, namesAround } from '../outgoing/addressee';
import { type CallCollector, calleeName, type FileReader } from '../reading/file-reader';
import { readOptions } from '../reading/options-object';

/** Without one of these words a file opens no shell elsewhere. */
const speaksOfShells = /\bssh|\bscp|\brsync|\bsftp/i;
const program = /^\s*(?:sudo\s+)?(?:sshpass\s+(?:-\S+\s+\S+\s+)*)?(ssh|scp|rsync|sftp|mosh)(?=\s|$)/;
/** What runs a program, by what it denotes. */
const runners =
  /^(child_process#(exec|execSync|execFile|execFileSync|spawn|spawnSync)|execa#(execa|execaSync|execaCommand|execaCommandSync|sync|command|commandSync|\$)?|cross-spawn#(sync|spawn)?|shelljs#(exec)?|zx#(\$|spinner)?|bun#(\$|spawn|spawnSync)|global#Bun\.(\$|spawn|spawnSync)|global#\$|tinyexec#(x|exec)|nano-spawn#|promisify-child-process#(exec|execFile|spawn)|child-process-promise#(exec|execFile|spawn))$/;
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

/** Libraries that are given the host where their client is made. */
export const remoteShellCollector: CallCollector = {
  names: ['SSH', 'SSH2Promise', 'SimpleSSH', 'SSHClient', 'Remote'],
  call(node, _name, file) {
    if (ts.isNewExpression(node)) collectMade(node, file);
  },
};

function collectCall(node: ts.CallExpression, file: FileReader): void {
  const name = calleeName(node.expression) ?? '';
  const [first] = node.arguments;
  if (/^(connect|connectSFTP|scp|Client|exec|forward|createTunnel|ssh)$/.test(name) || !name) {
    const path = file.paths.of(node.expression);
    const library = path === undefined ? undefined : openedBy(path);
    if (library !== undefined) {
      const options = readOptions(file, first);
      const host = ['host', 'hostname', 'server', 'address']
        .map((each) => options.members.get(each))
        .find(Boolean);
      add(
        file,
        node,
        node.expression,
        library,
        host ? hostExpression(file, host) : first && ownHost(file, first),
      );
      return;
    }
  }
  if (!first) return;
  // `run(['ssh', host])`
  const command = commandOf(file, first);
  if (command === undefined) return;
  const path = file.paths.of(node.expression);
  const isRunner = path !== undefined && runners.test(path);
  if (!isRunner && !(ownRunner.test(name) && node.arguments.length > 1 && !isProjectQuery(path))) return;
  const rest = node.arguments.map((each) => file.words(each, 300)).join(' ');
  if (command === 'rsync' && !/[@:]/.test(rest.replace(/\w+:\s/g, ''))) return;
  add(file, node, node.expression, command, undefined, rest);
}

function isProjectQuery(path: string | undefined): boolean {
  return path !== undefined && /^(pg|mysql2?|ioredis|redis|knex)#/.test(path);
}

/** The program that a text, or a list that starts with it, runs. */
function commandOf(file: FileReader, first: ts.Expression): string | undefined {
  const node = unwrap(first);
  const start = ts.isArrayLiteralExpression(node) ? node.elements[0] : node;
  if (!start || ts.isObjectLiteralExpression(start) || ts.isArrowFunction(start)) return undefined;
  const [piece] = file.texts.of(start)[0]?.pieces ?? [];
  return piece && 'text' in piece ? program.exec(piece.text)?.[1] : undefined;
}

/** The library whose call of this path opens a connection. */
function openedBy(path: string): string | undefined {
  if (/^ssh2#(Client|default|Connection)?(\(\))+(\.(on|once)\(\))*\.connect$/.test(path)) return 'ssh2';
  if (/^node-ssh#(NodeSSH|default)?\(\)\.connect$/.test(path)) return 'node-ssh';
  const match =
    /^(ssh2-sftp-client#(\(\))?\.?connect|ssh2-promise#\(\)\.connect|node-scp#(Client|default)?|scp2#scp|ssh-exec#|tunnel-ssh#(createTunnel)?|@?ssh2-exec#(exec|connect)?|ssh2-connect#(connect)?)$/.exec(
      path.replace('ssh2-sftp-client#()', 'ssh2-sftp-client#'),
    );
  return match ? path.slice(0, path.indexOf('#')) : undefined;
}

function collectMade(node: ts.NewExpression, file: FileReader): void {
  const path = file.paths.of(node.expression);
  if (path === undefined || !/^(simple-ssh|ssh2-promise|remote-ssh|ssh-client)#/.test(path)) return;
  const [first] = node.arguments ?? [];
  const host = readOptions(file, first).members.get('host');
  add(
    file,
    node,
    node.expression,
    path.slice(0, path.indexOf('#')),
    host ? hostExpression(file, host) : undefined,
  );
}

/** `$`ssh ${vm.ip} uptime``. */
function collectTagged(node: ts.TaggedTemplateExpression, file: FileReader): void {
  const { template } = node;
  const head = ts.isTemplateExpression(template) ? template.head.text : template.text;
  const command = program.exec(head)?.[1];
  if (command === undefined || !runners.test(file.paths.of(node.tag) ?? '')) return;
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
