import { lstatSync, readFileSync, type Stats, statSync } from 'node:fs';
import { isLockFile } from '../engine';
import { toPosix } from './paths';

/** Why a file is not looked at. */
export type LeftOutReason = 'too-large' | 'minified' | 'binary' | 'unreadable' | 'ignored';

/** A file that Marcus would read by its name, or was asked to, and does not. It is counted, never "clean". */
export interface LeftOut {
  /** Project path. */
  path: string;
  reason: LeftOutReason;
  /** For people: the size, or what the system said. */
  detail: string;
}

export type ReadResult = { text: string } | Omit<LeftOut, 'path'> | { missing: true };

/** Bytes (on disk) or UTF-16 units (in an editor) above which a file is not looked at. */
export const sizeLimit = 1_000_000;
/** The same for lock files: a tool has written them, so that large ones are usual, and little of them is kept. */
const lockSizeLimit = 10_000_000;

/** A line longer than this was not written by hand. */
const longLine = 1_000;
/** Below this many characters a file is cheap to look at, whatever it is. */
const smallText = 2_000;
/** The part of the text that must stand in long lines. A source with one embedded image stays well below. */
const minifiedShare = 0.8;

/** Reads a file as text without a byte order mark. Never throws. */
export function readText(absolute: string): ReadResult {
  try {
    const stat = statSync(absolute);
    // Reading a pipe or a device might never end.
    if (!stat.isFile()) return { reason: 'unreadable', detail: 'not a file' };
    if (stat.size > limitOf(toPosix(absolute))) return tooLarge(stat.size);
    const text = decode(readFileSync(absolute));
    return text === undefined ? { reason: 'binary', detail: 'has NUL bytes' } : judgeText(absolute, text);
  } catch (error) {
    if (isMissing(error)) return { missing: true };
    return { reason: 'unreadable', detail: error instanceof Error ? error.message : String(error) };
  }
}

/** What is at a path, without following a link; undefined where there is nothing or one may not look. Never throws. */
export function entryAt(absolute: string): Stats | undefined {
  try {
    return lstatSync(absolute, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** Judges a text that an editor holds by the same measures. `name` is any path that ends in the file's name. */
export function judgeText(name: string, text: string): { text: string } | Omit<LeftOut, 'path'> {
  if (text.length > limitOf(name)) return tooLarge(text.length);
  if (isMinified(name, text)) return { reason: 'minified', detail: 'has no line breaks to speak of' };
  return { text };
}

function limitOf(path: string): number {
  return isLockFile(path) ? lockSizeLimit : sizeLimit;
}

function tooLarge(size: number): Omit<LeftOut, 'path'> {
  return { reason: 'too-large', detail: `${(size / 1e6).toFixed(1)} MB` };
}

/**
 * UTF-8, or UTF-16 with a byte order mark, as SQL Server's tools write it. The mark is not part of the text, as in editors, so
 * that columns agree. Undefined for what is no text.
 */
function decode(bytes: Buffer): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16le').decode(swapped(bytes));
  if (bytes.includes(0)) return undefined;
  const text = bytes.toString('utf8');
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

/** Big endian to little endian; not every build of Node decodes the former. An odd last byte is dropped. */
function swapped(bytes: Buffer): Buffer {
  return Buffer.from(bytes.subarray(0, bytes.length & ~1)).swap16();
}

/** Long lines say so only of scripts: a dump of INSERTs, or a package.json, may well have them. */
function isMinified(name: string, text: string): boolean {
  if (!/\.[cm]?[jt]sx?$/i.test(name)) return false;
  if (/[.-]min\.[cm]?js$/i.test(name)) return true;
  if (text.length < smallText) return false;
  let inLongLines = 0;
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    if (end - start > longLine) inLongLines += end - start;
    start = end + 1;
  }
  return inLongLines > text.length * minifiedShare;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
