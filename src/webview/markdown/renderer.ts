import markdownIt from 'markdown-it';
import { linkPlaces, placeLink, ruleLink } from './places';

/**
 * Markdown to HTML for text that nobody vouches for: HTML in it is text, links lead to the web or nowhere, and
 * pictures are named but never loaded, since a picture's address can carry what the answer knows to a stranger.
 */
export const markdown = markdownIt({ html: false, linkify: false, typographer: false });

// A definition far below would change blocks that have been shown already, and answers hardly use them.
markdown.disable('reference');

markdown.validateLink = (url) => /^https?:\/\/[^\s]/i.test(url.trim());

markdown.renderer.rules.image = (tokens, index) => {
  const token = tokens[index];
  return `<span class="left-out">[picture left out: ${escaped(token?.content || 'no description')}]</span>`;
};

markdown.renderer.rules.code_inline = (tokens, index) => {
  const content = tokens[index]?.content ?? '';
  return placeLink(content) ?? ruleLink(content) ?? `<code>${escaped(content)}</code>`;
};

/** Words that rule documents put behind the language: which side of a change the code shows. */
const captions = /\b(before|after|schema)\b/;

// The block's buttons and colours are added when it stands in the page; see code-block.ts.
markdown.renderer.rules.fence = (tokens, index) => {
  const token = tokens[index];
  const info = token?.info.trim() ?? '';
  const language = /^[\w+#-]{1,20}/.exec(info)?.[0] ?? '';
  const caption = captions.exec(info.slice(language.length))?.[0];
  const className = language ? ` class="language-${escaped(language.toLowerCase())}"` : '';
  const title = caption ? ` title="${caption}"` : '';
  return `<pre><code${className}${title}>${escaped(token?.content ?? '')}</code></pre>\n`;
};

markdown.core.ruler.push('places', linkPlaces);

// Whether a blank line stands between two items changes how all of them look, those included that have been shown. Here items look the same
// either way; markdown.css keeps them close.
markdown.core.ruler.after('block', 'even-lists', ({ tokens }) => {
  for (const token of tokens) token.hidden = false;
});

function escaped(text: string): string {
  return markdown.utils.escapeHtml(text);
}
