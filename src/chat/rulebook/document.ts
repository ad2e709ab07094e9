/** The five parts of a rule's document, as Markdown; a part that it lacks is empty. */
export interface RuleDocument {
  title: string;
  issue: string;
  rootCause: string;
  impact: string;
  recommendation: string;
  tradeOff: string;
}

const partOf: Record<string, Exclude<keyof RuleDocument, 'title'>> = {
  issue: 'issue',
  'root cause': 'rootCause',
  impact: 'impact',
  recommendation: 'recommendation',
  'trade-off': 'tradeOff',
};

/** Takes a rule's document apart at its headings. Other sections are left out; headings inside code are code. */
export function parseRuleDocument(markdown: string): RuleDocument {
  const parts: RuleDocument = {
    title: '',
    issue: '',
    rootCause: '',
    impact: '',
    recommendation: '',
    tradeOff: '',
  };
  let current: Exclude<keyof RuleDocument, 'title'> | undefined;
  for (const { line, code } of lines(markdown)) {
    const heading = code ? null : /^(#{1,2})\s+(.+?)\s*#*$/.exec(line);
    if (!heading) {
      if (current) parts[current] += `${line}\n`;
    } else if (heading[1] === '#') {
      parts.title ||= heading[2] ?? '';
      current = undefined;
    } else {
      current = partOf[(heading[2] ?? '').toLowerCase().replace(/[‐‑–]/g, '-')];
    }
  }
  for (const key of Object.values(partOf)) parts[key] = parts[key].trim();
  return parts;
}

/** A part without its code blocks and the lines that only lead up to one: for where the reader's own code stands instead. */
export function withoutCode(markdown: string): string {
  const paragraphs: string[] = [];
  let paragraph = '';
  const close = (): void => {
    if (paragraph.trim()) paragraphs.push(paragraph.trim());
    paragraph = '';
  };
  let wasCode = false;
  for (const { line, code } of lines(markdown)) {
    if (code && !wasCode) {
      close();
      if (paragraphs.at(-1)?.endsWith(':')) paragraphs.pop();
    } else if (!code && line.trim() === '') {
      close();
    } else if (!code) {
      paragraph += `${line}\n`;
    }
    wasCode = code;
  }
  close();
  return paragraphs.join('\n\n');
}

/** The lines of a Markdown text; `code` for those of a fenced block, its fences included. */
function* lines(markdown: string): Iterable<{ line: string; code: boolean }> {
  let fence = '';
  for (const line of markdown.split(/\r?\n/)) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence === '') {
      if (mark) fence = mark;
      yield { line, code: mark !== undefined };
    } else {
      yield { line, code: true };
      const closes = mark && mark.length >= fence.length && mark[0] === fence[0] && line.trim() === mark;
      if (closes) fence = '';
    }
  }
}
