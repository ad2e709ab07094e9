/**
 * Where an nginx configuration has `limit_req`: the path of the `location` around it, `/` where it holds for a server or for all of them.
 * A location that is a pattern is kept as far as it is spelled out.
 */
export function gatewayLimits(text: string): string[] {
  if (!/\blimit_(req|conn)\s/.test(text)) return [];
  const found: string[] = [];
  const around: string[] = [];
  for (const [token] of text.replace(/#.*$/gm, '').matchAll(/[^;{}]+[;{]|[{}]/g)) {
    const words = token.trim();
    if (words === '}') around.pop();
    else if (words.endsWith('{')) around.push(locationOf(words));
    else if (/^limit_(req|conn)\s/.test(words)) found.push(around.findLast(Boolean) ?? '/');
  }
  return found;
}

function locationOf(head: string): string {
  const [, pattern = '', path = ''] = /^location\s+(?:(=|~\*?|\^~)\s*)?(\S+)/.exec(head) ?? [];
  if (path === '') return '';
  return pattern.startsWith('~') ? path.replace(/^\^/, '').replace(/[([.*?$\\].*$/s, '') || '/' : path;
}
