import type { TextDocument } from 'vscode-languageserver-textdocument';
import { contains, type FileFacts, lineAt, lineStartsOf, type Severity, type Span } from '../engine';
import type { Analysis } from './analysis';
import type { Catalogue } from './catalogue';
import { rangeIn, spanIn, toRange, touches } from './convert';
import type { OpenDocuments } from './open-documents';
import type { ContextResult, WireRange } from './protocol';
import { routesAt } from './routes';
import { tablesIn } from './tables';
import { toWireFinding } from './wire';

/** A file that a question is about. */
export interface At {
  uri: string;
  path: string;
  text: string;
  analysis: Analysis;
  document: TextDocument | undefined;
}

const worstFirst: Record<Severity, number> = { error: 0, warning: 1, info: 2, hint: 3 };

/** What is known of a stretch of code; of the whole file without a range. */
export function describeContext(
  { uri, path, text, analysis, document }: At,
  range: WireRange | undefined,
  catalogue: Catalogue,
  documents: OpenDocuments,
): ContextResult {
  const lines = new Lines(text);
  const touched = lines.touchedBy(range ? spanIn(text, range) : { start: 0, end: text.length });
  const stretch = lines.spanOf(touched);
  // A mere cursor asks about its line.
  const asked = range && !isEmpty(range) ? range : rangeIn(text, stretch);
  const facts = analysis.texts.project.factsOf(path);
  const findings = analysis.findingsOf(path);
  const here = findings
    .filter((finding) => touches(toRange(finding), asked))
    .sort((a, b) => worstFirst[a.severity] - worstFirst[b.severity]);
  return {
    uri,
    path,
    languageId: document?.languageId ?? languageIds[facts?.language ?? 'other'],
    code: lines.textOf(touched),
    ...touched,
    around: range && facts && around(facts, spanIn(text, range), lines),
    findings: here.map((finding) => toWireFinding(finding, analysis, catalogue, documents)),
    otherFindings: findings.length - here.length,
    tables: facts ? tablesIn(facts, stretch, analysis) : [],
    routes: facts ? routesAt(analysis.texts.project.model(), facts, stretch) : [],
    rulesRun: facts ? catalogue.rules.map(({ meta }) => meta.id) : [],
    document: { version: document?.version ?? null },
  };
}

const languageIds: Record<FileFacts['language'], string> = {
  typescript: 'typescript',
  tsx: 'typescriptreact',
  javascript: 'javascript',
  jsx: 'javascriptreact',
  sql: 'sql',
  json: 'json',
  yaml: 'yaml',
  other: 'plaintext',
};

function isEmpty({ start, end }: WireRange): boolean {
  return start.line === end.line && start.character === end.character;
}

interface LineRange {
  /** 1-based, inclusive. */
  firstLine: number;
  lastLine: number;
}

class Lines {
  readonly #starts: number[];

  constructor(private readonly text: string) {
    this.#starts = lineStartsOf(text);
  }

  /** A span that ends at the very start of a line does not touch that line. */
  touchedBy({ start, end }: Span): LineRange {
    const firstLine = lineAt(this.#starts, start) + 1;
    return {
      firstLine,
      lastLine: Math.max(firstLine, lineAt(this.#starts, end > start ? end - 1 : end) + 1),
    };
  }

  /** Without the last line's end. */
  spanOf({ firstLine, lastLine }: LineRange): Span {
    const start = this.#starts[firstLine - 1] ?? 0;
    const code = this.text.slice(start, this.#starts[lastLine] ?? this.text.length);
    return { start, end: start + code.replace(/(\r\n|\r|\n)$/, '').length };
  }

  textOf(range: LineRange): string {
    const { start, end } = this.spanOf(range);
    return this.text.slice(start, end);
  }
}

/** The smallest function that holds the whole span. */
function around({ functions }: FileFacts, span: Span, lines: Lines): ContextResult['around'] {
  let smallest: FileFacts['functions'][number] | undefined;
  for (const candidate of functions) {
    if (!contains(candidate.span, span)) continue;
    if (!smallest || contains(smallest.span, candidate.span)) smallest = candidate;
  }
  if (!smallest) return undefined;
  const range = lines.touchedBy(smallest.span);
  return { name: smallest.name, ...range, code: lines.textOf(range) };
}
