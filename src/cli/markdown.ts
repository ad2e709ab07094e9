import type { Colors } from './terminal';

/**
 * Markdown as rule documents use it (headings, paragraphs, lists, fenced code, inline marks), for a terminal of
 * `width` columns. What it does not know it shows as written.
 */
export function renderMarkdown(markdown: string, colors: Colors, width: number): string {
  const lines: string[] = [];
  let paragraph: string[] = [];
  let fence: string | undefined;
  const endParagraph = () => {
    if (paragraph.length > 0) lines.push(...wrap(paragraph.join(' '), colors, width));
    paragraph = [];
  };
  for (const line of markdown.trimEnd().split(/\r?\n/)) {
    const [, mark, , label] = /^\s*(```+|~~~+)(\S*)\s*(.*)$/.exec(line) ?? [];
    if (fence !== undefined) {
      if (mark?.startsWith(fence)) fence = undefined;
      else lines.push(line ? `    ${colors.cyan(line)}` : '');
    } else if (mark) {
      endParagraph();
      fence = mark;
      // Documents say after the language what an example is: `before path=src/a.js`.
      if (label) lines.push(`    ${colors.dim(label.replace('path=', ''))}`);
    } else if (/^#{1,6} /.test(line)) {
      endParagraph();
      lines.push(heading(line, colors));
    } else if (/^\s*$/.test(line) || /^\s*\|/.test(line)) {
      endParagraph();
      lines.push(line);
    } else {
      if (/^\s*([-*+]|\d+\.) /.test(line)) endParagraph();
      paragraph.push(paragraph.length > 0 ? line.trim() : line.trimEnd());
    }
  }
  endParagraph();
  return `${lines.join('\n')}\n`;
}

function heading(line: string, colors: Colors): string {
  const text = line.replace(/^#+ /, '');
  const bold = colors.bold(text.replaceAll('`', ''));
  return line.startsWith('# ') ? colors.underline(bold) : bold;
}

/** Breaks a paragraph or list item at spaces; the lines after the first hang under its text. */
function wrap(text: string, colors: Colors, width: number): string[] {
  const [, start = '', body = ''] = /^(\s*(?:(?:[-*+]|\d+\.) )?)(.*)$/s.exec(text) ?? [];
  const hang = ' '.repeat(start.length);
  const lines: string[] = [];
  let line = '';
  for (const word of words(body)) {
    if (line && hang.length + line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line ? `${line} ${word}` : word;
    }
  }
  lines.push(line);
  return lines.map((content, index) => (index === 0 ? start : hang) + inline(content, colors));
}

/** A stretch of inline code or bold text is one word, so that its marks stay on one line. */
function words(text: string): string[] {
  return text.match(/(?:`[^`]*`|\*\*[^*]*\*\*|\S)+/g) ?? [];
}

function inline(text: string, colors: Colors): string {
  return text.replace(
    /`([^`]+)`|\*\*([^*]+)\*\*|\[([^\]]+)\]\(([^)]+)\)/g,
    (whole, code, bold, label, target) => {
      if (code) return colors.cyan(code);
      if (bold) return colors.bold(bold);
      return label ? `${label} ${colors.dim(`(${target})`)}` : whole;
    },
  );
}
