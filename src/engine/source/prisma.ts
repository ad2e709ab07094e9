import type { Span } from './span';

/** `model User { … }`: a block of a Prisma schema with its fields and attributes. Spans are offsets into the text. */
export interface PrismaBlock {
  /** `model`, `enum`, `datasource`, `generator`, `view`, `type`. */
  kind: string;
  name: string;
  nameSpan: Span;
  fields: PrismaField[];
  /** `@@index([…])` and the like. */
  attributes: PrismaAttribute[];
  /** Settings of a datasource or generator: name → value as written, without quotes. */
  settings: Map<string, string>;
  /** Offset of the closing brace. */
  end: number;
}

export interface PrismaField {
  name: string;
  nameSpan: Span;
  /** Without `[]` and `?`. */
  type: string;
  list: boolean;
  optional: boolean;
  attributes: PrismaAttribute[];
  /** From the name to the last attribute. */
  span: Span;
}

export interface PrismaAttribute {
  /** Without `@`: `id`, `relation`, `db.Uuid`. */
  name: string;
  /** Arguments as written; those without a name are keyed by their place: `0`. */
  args: Map<string, string>;
  span: Span;
}

/** Reads a Prisma schema as far as it can be read: a block that is cut off or misspelled does not hide the others. */
export function parsePrisma(text: string): PrismaBlock[] {
  const clean = withoutComments(text);
  const blocks: PrismaBlock[] = [];
  const head = /^[ \t]*(\w+)\s+(\w+)\s*\{/gm;
  for (let match = head.exec(clean); match; match = head.exec(clean)) {
    const [whole, kind = '', name = ''] = match;
    const nameStart = match.index + whole.lastIndexOf(name);
    const block: PrismaBlock = {
      kind,
      name,
      nameSpan: { start: nameStart, end: nameStart + name.length },
      fields: [],
      attributes: [],
      settings: new Map(),
      end: clean.length,
    };
    head.lastIndex = readBody(clean, head.lastIndex, block);
    blocks.push(block);
  }
  return blocks;
}

/** Reads logical lines up to the closing brace; returns where to go on. */
function readBody(text: string, from: number, block: PrismaBlock): number {
  let at = from;
  while (at < text.length) {
    const end = lineEnd(text, at);
    const line = text.slice(at, end);
    const start = at + (line.length - line.trimStart().length);
    const closes = line.trim().startsWith('}');
    if (closes) {
      block.end = start;
      return start + 1;
    }
    readLine(text, start, at + line.trimEnd().length, block);
    at = end + 1;
  }
  return text.length;
}

function readLine(text: string, start: number, end: number, block: PrismaBlock): void {
  if (end <= start) return;
  const line = text.slice(start, end);
  if (line.startsWith('@@')) {
    block.attributes.push(...readAttributes(text, start, end));
    return;
  }
  const setting = /^(\w+)\s*=\s*(.*)$/s.exec(line);
  if (setting) {
    block.settings.set(setting[1] as string, (setting[2] as string).replace(/^"|"$/g, ''));
    return;
  }
  const field = /^(\w+)\s+(Unsupported\("[^"]*"\)|\w+)(\[\])?(\?)?/.exec(line);
  const name = field?.[1] ?? /^\w+/.exec(line)?.[0];
  if (name === undefined) return;
  const after = start + (field?.[0] ?? name).length;
  block.fields.push({
    name,
    nameSpan: { start, end: start + name.length },
    type: field?.[2] ?? '',
    list: field?.[3] !== undefined,
    optional: field?.[4] !== undefined,
    attributes: readAttributes(text, after, end),
    span: { start, end },
  });
}

/** `@id @relation(fields: [a], references: [b])`. */
function readAttributes(text: string, from: number, end: number): PrismaAttribute[] {
  const attributes: PrismaAttribute[] = [];
  const pattern = /@@?([\w.]+)/g;
  pattern.lastIndex = from;
  for (let match = pattern.exec(text); match && match.index < end; match = pattern.exec(text)) {
    const open = match.index + match[0].length;
    const close = text[open] === '(' ? closing(text, open) : open;
    const args = close > open ? readArguments(text.slice(open + 1, close)) : new Map<string, string>();
    const attributeEnd = close > open ? close + 1 : open;
    attributes.push({
      name: match[1] as string,
      args,
      span: { start: match.index, end: attributeEnd },
    });
    pattern.lastIndex = attributeEnd;
  }
  return attributes;
}

function readArguments(text: string): Map<string, string> {
  const args = new Map<string, string>();
  for (const [index, part] of splitList(text).entries()) {
    const named = /^(\w+)\s*:\s*(.*)$/s.exec(part);
    if (named) args.set(named[1] as string, named[2] as string);
    else args.set(String(index), part);
  }
  return args;
}

/** The elements of `[a, b(sort: Desc)]`, each with its own arguments cut off. */
export function prismaNames(list: string | undefined): string[] {
  if (list === undefined) return [];
  const inner = list.trim().replace(/^\[|\]$/g, '');
  return splitList(inner).flatMap((each) => /^\w+/.exec(each)?.[0] ?? []);
}

/** The text of a quoted argument. */
export function prismaString(value: string | undefined): string | undefined {
  return value === undefined ? undefined : /^"((?:[^"\\]|\\.)*)"$/.exec(value.trim())?.[1];
}

/** Parts between the commas that stand outside of brackets and quotes. */
function splitList(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text[i];
    if (unit === '"') i = quoteEnd(text, i);
    else if (unit === '(' || unit === '[') depth++;
    else if (unit === ')' || unit === ']') depth--;
    else if (unit === ',' && depth === 0) {
      parts.push(text.slice(from, i).trim());
      from = i + 1;
    }
  }
  parts.push(text.slice(from).trim());
  return parts.filter((part) => part !== '');
}

/** The end of a logical line: a line break inside of brackets does not end it. */
function lineEnd(text: string, from: number): number {
  let depth = 0;
  for (let i = from; i < text.length; i++) {
    const unit = text[i];
    if (unit === '"') i = quoteEnd(text, i);
    else if (unit === '(' || unit === '[') depth++;
    else if (unit === ')' || unit === ']') depth--;
    else if (unit === '\n' && (depth <= 0 || text[i + 1] === '}')) return i;
  }
  return text.length;
}

function closing(text: string, open: number): number {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    const unit = text[i];
    if (unit === '"') i = quoteEnd(text, i);
    else if (unit === '(') depth++;
    else if (unit === ')' && --depth === 0) return i;
  }
  return text.length;
}

/** The closing quote; the end of the line where there is none. */
function quoteEnd(text: string, open: number): number {
  for (let i = open + 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '"') return i;
    else if (text[i] === '\n') return i - 1;
  }
  return text.length;
}

/** The text with comments as spaces, so that offsets stay. */
function withoutComments(text: string): string {
  return text.replace(/"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (match) =>
    match.startsWith('"') ? match : match.replace(/[^\n]/g, ' '),
  );
}
