import './dom';
import { markdown } from '../../src/webview/markdown/renderer';
import { sanitize } from '../../src/webview/markdown/sanitize';
import { MarkdownStream } from '../../src/webview/markdown/stream';

/** The page's HTML after the text has come in pieces. */
export function streamed(pieces: readonly string[]): string {
  const root = document.createElement('div');
  const stream = new MarkdownStream(root);
  for (const piece of pieces) stream.append(piece);
  stream.end();
  return root.innerHTML;
}

/** All of it at once, without streaming. */
export function whole(text: string): string {
  const root = document.createElement('div');
  root.append(sanitize(markdown.render(text)));
  return root.innerHTML;
}

export function withoutSections(html: string): string {
  return html
    .replace(/<\/?section[^>]*>/g, '')
    .replace(/ class="(part-heading|rule-line|severity[^"]*)"/g, '');
}
