import markdownIt from 'markdown-it';
import type StateCore from 'markdown-it/lib/rules_core/state_core.mjs';
import type { PlaceView } from '../protocol';

/** Places in files, as people write them: "src/a.ts:12", "src/a.ts:12-30". They become links into the editor. */

const extensions =
  'c?js|m?js|jsx|c?ts|m?ts|tsx|sql|json|prisma|ya?ml|md|css|html|sh|toml|conf|graphql|gql|vue|svelte';
const lines = ':(\\d{1,7})(?:[-–](\\d{1,7}))?';
/** As inline code the whole text is the name, so that it may have spaces and brackets. */
const wholeWithLines = new RegExp(`^([^\`:*?"<>|\\n]{1,300}\\.(?:${extensions}))${lines}$`, 'i');
const wholeFile = new RegExp(`^([\\w.@()[\\]-]+(?:/[\\w.@()[\\]-]+)+\\.(?:${extensions}))$`, 'i');
const mention = new RegExp(
  `(?<![\\w/.@-])((?:[\\w.@()[\\]-]+/)*[\\w.@-]+\\.(?:${extensions}))${lines}(?![\\w-])`,
  'gi',
);

const { escapeHtml } = markdownIt().utils;

/** The place that a text names from its first to its last character; a bare name needs a folder or a line. */
export function placeOf(text: string): PlaceView | undefined {
  return (wholeWithLines.test(text) || wholeFile.test(text)) && !text.includes('//')
    ? parsePlace(text)
    : undefined;
}

/** The place in an attribute that we have written ourselves: a path, with lines behind it or without. */
export function parsePlace(text: string): PlaceView {
  const [, path, first, last] = /^(.*?)(?::(\d{1,7})(?:[-–](\d{1,7}))?)?$/s.exec(text) ?? [];
  if (first === undefined) return { path: path ?? text };
  return { path: path ?? text, first: Number(first), last: Number(last ?? first) };
}

/**
 * The link's HTML for a text that is a place, else undefined. It is no `a`, whose address VS Code would follow by itself, and no
 * button, which would not break across lines.
 */
export function placeLink(text: string): string | undefined {
  if (!placeOf(text)) return undefined;
  const escaped = escapeHtml(text);
  const shown = escaped.replace(/\//g, '/<wbr>');
  return `<span class="place" role="link" tabindex="0" data-place="${escaped}" title="Open ${escaped}">${shown}</span>`;
}

/** A rule of markdown-it: places in running text, outside links, become links too. */
export function linkPlaces(state: StateCore): void {
  for (const block of state.tokens) {
    if (block.type !== 'inline' || !block.children) continue;
    let inLink = 0;
    block.children = block.children.flatMap((token) => {
      if (token.type === 'link_open') inLink++;
      if (token.type === 'link_close') inLink--;
      if (token.type !== 'text' || inLink > 0) return [token];
      return split(token.content).map(({ text, isPlace }) => {
        // The content of "html_inline" is ours and escaped: with `html: false` no other token of this type exists.
        const piece = new state.Token(isPlace ? 'html_inline' : 'text', '', 0);
        piece.content = isPlace ? (placeLink(text) ?? '') : text;
        piece.level = token.level;
        return piece;
      });
    });
  }
}

function split(text: string): { text: string; isPlace: boolean }[] {
  const pieces: { text: string; isPlace: boolean }[] = [];
  let done = 0;
  for (const match of text.matchAll(mention)) {
    if (!placeOf(match[0])) continue;
    if (match.index > done) pieces.push({ text: text.slice(done, match.index), isPlace: false });
    pieces.push({ text: match[0], isPlace: true });
    done = match.index + match[0].length;
  }
  if (done < text.length || pieces.length === 0) pieces.push({ text: text.slice(done), isPlace: false });
  return pieces;
}

const ruleId = /^[a-z]{2,20}\/[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/;

/** The link's HTML for the id of a rule, "database/select-star", else undefined. It opens the rule's document. */
export function ruleLink(text: string): string | undefined {
  if (!ruleId.test(text)) return undefined;
  return `<span class="rule" role="link" tabindex="0" data-rule="${text}" title="Open the document of ${text}"><code>${text}</code></span>`;
}
