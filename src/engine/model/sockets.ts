import type {
  AccessPath,
  BroadcastFact,
  FileFacts,
  MembershipFact,
  QueryFact,
  SocketClosingFact,
  WholeValue,
} from '../facts/facts';
import { splitPath } from '../facts/reading/access-path';
import type { FileLibraries } from '../libraries/look-up';
import { contains, type Span } from '../source/span';
import type { QueryBlock } from '../source/sql/statement';
import type { FunctionRef } from './call-graph';
import type { ModelCore } from './core';

/** How far a heartbeat is looked for along imports. */
const maxImports = 3;
/** Calls by which somebody lets go of a socket, where the project's call graph does not know what is called. */
const letsGo =
  /^(leave|remove|delete|clean|clear|unsub|off|detach|disconnect|unregister|deregister|drop|destroy|dispose|forget|evict|release|purge|handle.*(close|disconnect|leave)|on(close|disconnect|leave))/i;

/** What a message has all of: one row, an entity, or a collection; `read` is where it comes from. */
export interface WholeSent {
  value: WholeValue;
  what: 'row' | 'collection';
  table?: string;
  read?: { path: string; span: Span };
}

/** What the files say together about sockets. */
export class Sockets {
  readonly #importers = new Map<string, FileFacts[]>();
  readonly #holders = new Map<string, string>();
  #removed: Map<string, { file: FileFacts; fact: MembershipFact }[]> | undefined;
  #ranOnClose: { functions: Set<string>; names: Set<string> } | undefined;

  constructor(private readonly model: ModelCore) {}

  /**
   * Whether connections of a server made in this file are probed or ended when they stay silent: here, in what the file imports, or in
   * what imports it.
   */
  hasHeartbeat(file: FileFacts): boolean {
    if (file.heartbeats.length > 0) return true;
    const seen = new Set([file.path]);
    let next = [file];
    for (let hop = 0; hop < maxImports && next.length > 0; hop++) {
      next = next
        .flatMap((each) => this.#importedBy(each))
        .filter((each) => !seen.has(each.path) && seen.add(each.path));
      if (next.some((each) => each.heartbeats.length > 0)) return true;
    }
    // Whoever starts both may hand the one to the other.
    return this.#importersOf(file.path).some(
      (each) =>
        each.heartbeats.length > 0 ||
        this.#importedBy(each).some(
          (sibling) => sibling.heartbeats.length > 0 && sibling.socketServers.length === 0,
        ),
    );
  }

  #importedBy(file: FileFacts): FileFacts[] {
    return file.imports.flatMap((each) => {
      const target = each.typeOnly ? undefined : this.model.modules.targetOf(file.path, each.specifier);
      return (target !== undefined && this.model.files.get(target)) || [];
    });
  }

  #importersOf(path: string): FileFacts[] {
    if (this.#importers.size === 0)
      for (const file of this.model.files.values())
        for (const target of this.#importedBy(file))
          this.#importers.set(target.path, [...(this.#importers.get(target.path) ?? []), file]);
    return this.#importers.get(path) ?? [];
  }

  /** Whether a message of a file goes to everyone: also where only another file says that it is sent on a server. */
  reachesEveryone(file: FileFacts, { to, sender }: BroadcastFact): boolean {
    if (to !== 'everyone') return false;
    if (sender.kind !== 'server' || sender.assumes === undefined) return true;
    const resolved = this.model.modules.resolve(file.path, sender.assumes);
    if (this.model.libraries.is(splitPath(resolved.path).module, 'rooms'))
      return this.model.libraries.find('sockets', resolved.path)?.sendsToAll === true;
    // The server of a gateway: one that knows rooms, unless its file says otherwise.
    if (/(^|#)\w*[gG]ateway\(\)\.(server|io|wss)$/.test(resolved.path))
      return !this.model.files
        .get(resolved.file)
        ?.imports.some(({ specifier }) => isPlain(this.model.libraries, specifier));
    // A function that gives out the server, or a file that is not there: what it is called has to do.
    return (
      /(^|[#.])_?(getIO|getIo|io|useIO|getSocketIO|socketIO|socketio|ioServer)(\(\))?$/.test(
        sender.assumes,
      ) ||
      (/#$/.test(sender.assumes) && /(^|\.)io$/.test(sender.receiver))
    );
  }

  /** Whether something that keeps a socket lets go of it when the socket closes, in whatever file and through whatever function. */
  isRemovedOnClose(file: FileFacts, added: MembershipFact): boolean {
    if (this.isClosingUnseen(file)) return true;
    const removals = this.#removals().get(this.#holderOf(file, added)) ?? [];
    if (removals.some(({ fact }) => fact.onClose)) return true;
    if (removals.length === 0) return false;
    const { functions, names } = this.#onClose();
    return removals.some(({ file: at, fact }) => {
      for (let index = fact.within; index !== undefined; index = at.functions[index]?.within) {
        const name = at.functions[index]?.name ?? '';
        if (functions.has(keyOf({ file: at, index })) || names.has(name.slice(name.lastIndexOf('.') + 1)))
          return true;
      }
      return false;
    });
  }

  /** Whether what runs when a socket of this file closes is handed in from elsewhere. */
  isClosingUnseen(file: FileFacts): boolean {
    return file.socketClosings.some((each) => each.open);
  }

  #removals(): Map<string, { file: FileFacts; fact: MembershipFact }[]> {
    if (this.#removed) return this.#removed;
    const found = new Map<string, { file: FileFacts; fact: MembershipFact }[]>();
    for (const file of this.model.files.values())
      for (const fact of file.memberships) {
        if (fact.kind !== 'removed') continue;
        const key = this.#holderOf(file, fact);
        found.set(key, [...(found.get(key) ?? []), { file, fact }]);
      }
    this.#removed = found;
    return found;
  }

  /** One key for a holder, whichever file speaks of it. */
  #holderOf(file: FileFacts, { holder, imported }: MembershipFact): string {
    if (imported === undefined) {
      // A variable at the top of a file: other files know it by its export.
      const [, name] = /^([\w$]+)@-?\d+$/.exec(holder) ?? [];
      const exported = name !== undefined && file.exports.find((each) => each.name === name);
      return exported ? `${file.path}#${name}` : `${file.path}\0${holder}`;
    }
    const key = `${file.path}\0${imported}`;
    const known = this.#holders.get(key);
    if (known !== undefined) return known;
    const found = this.model.modules.exportOf(file.path, imported);
    const result = found ? `${found.file}#${found.fact.name}` : key;
    this.#holders.set(key, result);
    return result;
  }

  /** Functions that run when a socket closes, through calls from file to file; and the names of those that cannot be told. */
  #onClose(): { functions: Set<string>; names: Set<string> } {
    if (this.#ranOnClose) return this.#ranOnClose;
    const functions = new Set<string>();
    const names = new Set<string>();
    for (const file of this.model.files.values())
      for (const closing of file.socketClosings)
        for (const call of closing.calls) this.#follow(file, call, functions, names);
    this.#ranOnClose = { functions, names };
    return this.#ranOnClose;
  }

  #follow(
    file: FileFacts,
    call: SocketClosingFact['calls'][number],
    functions: Set<string>,
    names: Set<string>,
  ): void {
    const target = call.callee === undefined ? undefined : this.#targetOf(file, call.callee, call);
    if (!target) {
      if (letsGo.test(call.method)) names.add(call.method);
      return;
    }
    const pending = [target];
    for (let i = 0; i < pending.length && i < 200; i++) {
      const each = pending[i];
      if (!each || functions.has(keyOf(each))) continue;
      functions.add(keyOf(each));
      for (const inner of this.model.calls.ownedBy(each).calls) {
        const next = this.model.calls.targetOf(each.file, inner);
        if (next) pending.push(next);
      }
    }
  }

  #targetOf(
    file: FileFacts,
    callee: AccessPath,
    call: SocketClosingFact['calls'][number],
  ): FunctionRef | undefined {
    return this.model.calls.targetOf(file, {
      callee,
      ...(call.within === undefined ? {} : { within: call.within }),
    });
  }

  /** What of a message is a whole row, entity or collection, as the queries tell that it comes from. */
  wholeIn(file: FileFacts, broadcast: BroadcastFact): WholeSent | undefined {
    for (const value of broadcast.wholes) {
      if (!value.from) return { value, what: 'collection' };
      const { span, callee, within } = value.from;
      const own = this.model
        .queriesOf(file)
        .find(
          (each) => contains(each.span, span) || (contains(span, each.span) && span.end === each.span.end),
        );
      if (own) {
        const sent = wholeOf(own, { path: file.path, span: own.span }, value);
        if (sent) return sent;
        continue;
      }
      if (callee === undefined) continue;
      const target = this.model.calls.targetOf(file, {
        callee,
        ...(within === undefined ? {} : { within }),
      });
      if (!target) continue;
      const reached = this.model.calls.queriesOf(target);
      // The last query of a function is what it most likely returns.
      const last = reached.findLast(({ query }) => givesRows(query));
      const sent = last && wholeOf(last.query, { path: last.file.path, span: last.query.span }, value);
      if (sent) return sent;
    }
    return undefined;
  }
}

/** Whether a package serves sockets that know no rooms. */
function isPlain(libraries: FileLibraries, specifier: string): boolean {
  return (
    libraries.is(specifier, 'sockets') &&
    !libraries.is(specifier, 'rooms') &&
    !libraries.is(specifier, 'gateways')
  );
}

function keyOf({ file, index }: FunctionRef): string {
  return `${file.path}\0${index ?? ''}`;
}

function mainBlock(query: QueryFact): QueryBlock | undefined {
  return query.statements.findLast((each) => each.block)?.block;
}

/** A query whose result holds rows: not an UPDATE of SQL without RETURNING. */
function givesRows(query: QueryFact): boolean {
  const block = mainBlock(query);
  if (!block) return false;
  return query.client === 'orm' || query.client === 'document' || block.kind === 'select' || block.returning;
}

/** Whether a query gives whole rows: a star of its own, or an ORM that was not told which columns. */
function wholeOf(query: QueryFact, read: WholeSent['read'], value: WholeValue): WholeSent | undefined {
  const block = mainBlock(query);
  if (!block || !givesRows(query)) return undefined;
  const star = block.stars.some((each) => each.place !== 'count');
  const unpicked = query.client !== 'driver' && query.client !== 'sql-file' && block.outputs.length === 0;
  if (!star && !unpicked) return undefined;
  const table = (block.target ?? block.tables[0])?.name;
  const many =
    block.kind === 'select' && query.single !== true && !block.limited && !/\[\d+\]|\.at\(/.test(value.text);
  return {
    value,
    what: many && !isOneByKey(block) ? 'collection' : 'row',
    ...(table === undefined ? {} : { table }),
    ...(read ? { read } : {}),
  };
}

/** A look-up by an id gives one row. */
function isOneByKey(block: QueryBlock): boolean {
  return block.predicates.some(
    (each) => each.conjunct && each.operator === '=' && /^_?id$/i.test(each.column.name),
  );
}
