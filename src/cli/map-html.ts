import { createHash } from 'node:crypto';
import type { ArchitectureGraph } from '../map';
import { escaped } from '../map/text';

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
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(code)}'`,
    `style-src '${hashOf(css)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  // No "<" of a name may end the element that holds it.
  const data = JSON.stringify({ name, root, graph }).replaceAll('<', '\\u003c');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Architecture of ${escaped(name)}</title>
<style>${css}</style>
</head>
<body>
<script type="application/json" id="marcus-map">${data}</script>
<script>${code}</script>
</body>
</html>
`;
}

/** In a script and in a style sheet, a backslash before the slash changes nothing but what a parser of HTML sees. */
function withoutEnd(text: string, element: string): string {
  return text.replace(new RegExp(`</(?=${element})`, 'gi'), '<\\/');
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
