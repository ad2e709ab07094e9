import type { ArchitectureGraph } from '../map';
import { htmlPage } from './html-page';

/**
 * The map as one HTML file that needs nothing else: with the page's script and style in it, and a policy that lets these two run and
 * nothing be fetched.
 */
export function mapHtml(
  graph: ArchitectureGraph,
  { root, name }: { root: string; name: string },
  { script, style }: { script: string; style: string },
): string {
  const code = withoutEnd(script.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '\n'), 'script');
  const css = withoutEnd(style.replace(/\n?\/\*# sourceMappingURL=.*?\*\/\s*$/, '\n'), 'style');
  // No "<" of a name may end the element that holds it.
  const data = JSON.stringify({ name, root, graph }).replaceAll('<', '\\u003c');
  return htmlPage(
    `Architecture of ${name}`,
    `<script type="application/json" id="marcus-map">${data}</script>`,
    { style: css, script: code },
  );
}

/** In a script and in a style sheet, a backslash before the slash changes nothing but what a parser of HTML sees. */
function withoutEnd(text: string, element: string): string {
  return text.replace(new RegExp(`</(?=${element})`, 'gi'), '<\\/');
}
