import { applyEdits, type Edit, findNodeAtLocation, modify, parseTree } from 'jsonc-parser';
import { type Recognizable, recognizable } from '../engine';
import { configurationName } from '../workspace';
import type { Analysis } from './analysis';
import { rangeIn } from './convert';
import type { OpenDocuments } from './open-documents';
import type { WireFileChange } from './protocol';

export function isRecognizable(kind: string): kind is Recognizable {
  return Object.hasOwn(recognizable, kind);
}

/**
 * What adds an entry to `recognize` in the configuration that holds for a file, with comments and formatting as they are. Where no
 * file holds, one is made at the project's root. Undefined when the entry is there already, or the file is too broken to say
 * where it would go.
 */
export function recognizeChange(
  { texts }: Analysis,
  path: string,
  { kind, entry }: { kind: Recognizable; entry: string },
  documents: OpenDocuments,
  schema: string | undefined,
): WireFileChange | undefined {
  const file = texts.configurations?.fileOf(path);
  if (file === undefined) {
    const recognize = { [kind]: [entry] };
    const content = schema === undefined ? { recognize } : { $schema: schema, recognize };
    return { uri: texts.uriOf(configurationName), create: `${JSON.stringify(content, undefined, 2)}\n` };
  }
  const uri = texts.uriOf(file);
  const document = documents.get(uri);
  const text = document?.getText() ?? texts.configurations?.textOf(file);
  const edits = text === undefined ? [] : editsFor(text, kind, entry);
  if (text === undefined || edits.length === 0) return undefined;
  return {
    uri: document?.uri ?? uri,
    version: document?.version ?? null,
    edits: edits.map(({ offset, length, content }) => ({
      range: rangeIn(text, { start: offset, end: offset + length }),
      newText: content,
    })),
  };
}

function editsFor(text: string, kind: Recognizable, entry: string): Edit[] {
  const tree = parseTree(text, [], { allowTrailingComma: true });
  const list = tree && findNodeAtLocation(tree, ['recognize', kind]);
  if (list?.children?.some(({ value }) => value === entry)) return [];
  const formattingOptions = {
    insertSpaces: !/^\t/m.test(text),
    tabSize: /^( +)\S/m.exec(text)?.[1]?.length ?? 2,
    eol: text.includes('\r\n') ? '\r\n' : '\n',
  };
  const isList = list?.type === 'array';
  const last = isList ? list.children?.at(-1) : undefined;
  // A list on one line stays on it; the library would break it up.
  if (last && !text.slice(list?.offset, last.offset + last.length).includes('\n'))
    return [{ offset: last.offset + last.length, length: 0, content: `, ${JSON.stringify(entry)}` }];
  try {
    const edits = isList
      ? modify(text, ['recognize', kind, list.children?.length ?? 0], entry, {
          formattingOptions,
          isArrayInsertion: true,
        })
      : modify(text, ['recognize', kind], [entry], { formattingOptions });
    // Worse than no edit is one that leaves the file broken.
    return parses(applyEdits(text, edits), kind, entry) ? edits : [];
  } catch {
    // The library throws where something else stands in the way, as a text where the list should be.
    return [];
  }
}

function parses(text: string, kind: Recognizable, entry: string): boolean {
  const errors: Parameters<typeof parseTree>[1] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  const list = tree && findNodeAtLocation(tree, ['recognize', kind]);
  return errors?.length === 0 && (list?.children?.some(({ value }) => value === entry) ?? false);
}
