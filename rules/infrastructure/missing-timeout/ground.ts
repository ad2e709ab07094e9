import type { TimeLimit, UselessLimit } from '../../../src/engine';

/**
 * Why there is no limit, to follow “has no time limit”: what reads like one and is none, else what the library does by itself in the version that
 * the file gets. Empty where neither can be said.
 */
export function groundOf({ library, release, byDefault, useless }: TimeLimit): string {
  const [first] = useless;
  if (first) return `, since ${whyUseless(first, release ?? library)}`;
  if (release === undefined) return '';
  return byDefault
    ? `, and ${release} waits ${byDefault.seconds} seconds for the headers by itself`
    : `, and ${release} waits without end by itself`;
}

function whyUseless({ option, why, other }: UselessLimit, library: string): string {
  switch (why) {
    case 'off':
      return `\`${option}\` turns it off`;
    case 'connect':
      return `\`${option}\` ends with the connection`;
    case 'body':
      return `\`${option}\` begins with the body`;
    case 'event':
      return `\`${option}\` only emits an event and nobody listens`;
    case 'beside':
      return `${library} ignores \`${option}\` beside \`${other}\``;
    case 'agent':
      return `${library} takes the limit of \`${option}\` off the connection`;
    case 'ignored':
      return other === undefined
        ? `${library} ignores \`${option}\``
        : `\`${option}\` only writes a warning without \`${other}\``;
  }
}
