import type { SocketEntry } from '../../libraries/contract/sockets';
import type { LibraryKind } from '../../libraries/library';
import { packageNameOf } from '../../libraries/versions';
import { ts } from '../../source/syntax-tree';
import type { AccessPath } from '../facts';
import { splitPath } from '../reading/access-path';
import { calleeName, type FileReader } from '../reading/file-reader';

/** Whether the file imports a package that is for this. */
export function imports(file: FileReader, kind: LibraryKind): boolean {
  return file.facts.imports.some((each) => file.libraries.is(each.specifier, kind));
}

/** Whether the file speaks of sockets: told from its imports. */
export function importsSockets(file: FileReader): boolean {
  return imports(file, 'sockets');
}

/** What the sheets say of what a path denotes as a server, client or socket. */
export function socketAt(file: FileReader, path: AccessPath | undefined): SocketEntry | undefined {
  return file.libraries.find('sockets', path);
}

/** What the sheets say of what `new` or a call makes; `path` is where it was found. */
export function socketMadeBy(
  file: FileReader,
  node: ts.CallExpression | ts.NewExpression,
): { entry: SocketEntry; path: AccessPath } | undefined {
  if (node.expression.kind === ts.SyntaxKind.ImportKeyword) return undefined;
  // `require('ws')` is no call of what it returns.
  if (ts.isIdentifier(node.expression) && calleeName(node.expression) === 'require') return undefined;
  const path = file.paths.of(node);
  const entry = socketAt(file, path);
  return entry && path !== undefined ? { entry, path } : undefined;
}

/** Whether the expressions that make something are such as this one. */
export function isMadeAs(
  made: 'new' | 'call' | 'either' | 'registered' | undefined,
  node: ts.CallExpression | ts.NewExpression,
): boolean {
  return made === 'either' || made === (ts.isNewExpression(node) ? 'new' : 'call');
}

/** Whether what a path denotes is of a package that is known, and that neither serves sockets nor connects to them. */
export function isOfOtherLibrary(file: FileReader, path: AccessPath): boolean {
  const { module } = splitPath(path);
  return isForeign(file, module) && !file.libraries.speakOf(module, 'sockets');
}

/** Whether what a path denotes is of a package that is known, and that does not serve sockets: perhaps a client of them. */
export function isNoServer(file: FileReader, path: AccessPath): boolean {
  const { module } = splitPath(path);
  return isForeign(file, module) && !file.libraries.is(module, 'sockets');
}

/** What a runtime gives may be anything. */
function isForeign(file: FileReader, module: string): boolean {
  return module !== 'global' && file.libraries.all.knows(packageNameOf(module));
}

/** Whether a path leads to a server of plain sockets, which know no rooms. */
export function isOfPlainSockets(file: FileReader, path: AccessPath): boolean {
  const { module } = splitPath(path);
  return file.libraries.is(module, 'sockets') && !file.libraries.is(module, 'rooms');
}

/** Whether a path leads to something whose sockets join rooms. */
export function isOfRooms(file: FileReader, path: AccessPath): boolean {
  const { module } = splitPath(path);
  return file.libraries.is(module, 'rooms') || file.libraries.is(module, 'gateways');
}

/** What messages call the library of a path: the package, or the runtime that gives it without an import. */
export function nameOfLibrary(file: FileReader, path: AccessPath): string {
  const { module } = splitPath(path);
  return module === 'global'
    ? (file.libraries.known('sockets', path)?.library.name ?? module)
    : packageNameOf(module);
}
