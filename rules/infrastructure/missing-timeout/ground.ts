import type { TimeLimit, UselessLimit } from '../../../src/engine';

/**
 * A sentence on why there is no limit: what reads like one and is none, else what the library does by itself, by the version that the file gets.
 * Empty where neither can be said. It starts with a space.
 */
export function groundOf({ library, release, byDefault, useless }: TimeLimit): string {
  const [first] = useless;
  if (first) return ` ${whyUseless(first, release ?? library)}`;
  if (release === undefined) return '';
  return byDefault
    ? ` By itself ${release} waits ${byDefault.seconds} seconds for the headers.`
    : ` By itself ${release} waits without end.`;
}

function whyUseless({ option, why, other }: UselessLimit, library: string): string {
  switch (why) {
    case 'off':
      return `\`${option}\` turns the limit off.`;
    case 'connect':
      return `\`${option}\` ends with the connection, and not with the answer.`;
    case 'body':
      return `\`${option}\` begins when the headers are there.`;
    case 'event':
      return `\`${option}\` only emits an event, and nobody listens.`;
    case 'beside':
      return `Beside \`${other}\`, ${library} ignores \`${option}\`.`;
    case 'agent':
      return `The limit of its \`${option}\` does not hold: ${library} takes it off the connection.`;
    case 'ignored':
      return other === undefined
        ? `${library} ignores \`${option}\`.`
        : `\`${option}\` only writes a warning without \`${other}\`.`;
  }
}
