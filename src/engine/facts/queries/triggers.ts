import type { FileFacts } from '../facts';

const aboutTriggers = /\bcreate\s+(?:or\s+replace\s+)?(?:constraint\s+)?(?:trigger|function|procedure)\b/i;
const name = '(?:(?:if\\s+not\\s+exists\\s+)?(?:["`[]?\\w+["`\\]]?\\.)?["`[]?(\\w+)["`\\]]?)';
const created = new RegExp(
  `\\bcreate\\s+(?:or\\s+replace\\s+)?(?:definer\\s*=\\s*\\S+\\s+)?(?:constraint\\s+|temp(?:orary)?\\s+)?(trigger|function|procedure)\\s+${name}`,
  'gi',
);
const onTable = /\bon\s+(?:only\s+)?(?:["`[]?\w+["`\]]?\.)?["`[]?(\w+)["`\]]?/i;
const runs = /\bexecute\s+(?:function|procedure)\s+(?:["`]?\w+["`]?\.)?["`]?(\w+)/i;
const insertion = /\binsert\s+into\s+(?:["`[]?\w+["`\]]?\.)?["`[]?(\w+)/gi;
/** Bodies are rarely longer, and what comes after the next CREATE is another's. */
const longest = 8000;

/**
 * Triggers and functions of the database, with the tables that they insert into, in `.sql` files and in text of migrations. Told from their words:
 * bodies are in languages that no parser of ours reads.
 */
export function collectTriggers(text: string, facts: FileFacts): void {
  if (!aboutTriggers.test(text)) return;
  const starts = [...text.matchAll(created)];
  starts.forEach((match, i) => {
    const end = Math.min(starts[i + 1]?.index ?? text.length, match.index + longest);
    const body = text.slice(match.index, end);
    const inserts = [...body.matchAll(insertion)].map((each) => (each[1] as string).toLowerCase());
    const named = (match[2] as string).toLowerCase();
    if (match[1]?.toLowerCase() !== 'trigger') {
      facts.databaseFunctions.push({ name: named, inserts });
      return;
    }
    const head = body.slice(match[0].length);
    const table = onTable.exec(head)?.[1]?.toLowerCase();
    const run = runs.exec(head)?.[1]?.toLowerCase();
    if (table === undefined || !/\bupdate\b/i.test(head.slice(0, 400))) return;
    facts.triggers.push({ name: named, table, ...(run === undefined ? {} : { runs: run }), inserts });
  });
}
