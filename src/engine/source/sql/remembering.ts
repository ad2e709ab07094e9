import type { SqlParser } from './parser';
import type { SqlStatement } from './statement';

/** As many statements as a large file has: who types in it changes one at a time, and the others need not be read again. */
const most = 256;
/** Longer texts are whole files, and too large to keep. */
const longest = 5000;

/** The same parser, which keeps what it made of the last texts. Nobody changes statements: facts get copies with places in their file. */
export function remembering(parser: SqlParser): SqlParser {
  const known = new Map<string, SqlStatement[]>();
  return {
    dialect: parser.dialect,
    parse(text) {
      if (text.length > longest) return parser.parse(text);
      const statements = known.get(text) ?? parser.parse(text);
      // Put at the end again, so that what was asked for longest ago goes first.
      known.delete(text);
      known.set(text, statements);
      for (const oldest of known.keys()) {
        if (known.size <= most) break;
        known.delete(oldest);
      }
      return statements;
    },
  };
}
