import assert from 'node:assert/strict';
import { createProject, loadSqlParser, type QueryBlock, type QueryFact } from '../../../../../src/engine';
import { dedent } from '../../../marked-text';

/** The queries of one file, one line each, in the words of `line`. With more files, they are what the project has beside it. */
export async function queriesOf(
  code: string,
  files: Record<string, string> = {},
  path = 'src/app.ts',
): Promise<string[]> {
  const project = createProject({ rules: [], sql: await loadSqlParser('postgresql') });
  for (const [other, text] of Object.entries(files)) project.setFile(other, dedent(text));
  project.setFile(path, dedent(code));
  const facts = project.factsOf(path);
  // A fragment of SQL (`whereRaw`) is a fact of its own, beside the query that it goes into.
  const queries = facts ? project.model().queriesOf(facts) : [];
  return queries.filter((query) => query.statements.length > 0).map(line);
}

/** `orm select users where tenantId= ~name= set a columns b one limited open on transaction:tx`; `~` marks what need not hold for every row. */
function line(query: QueryFact): string {
  const block = query.statements[0]?.block;
  const words: string[] = [query.client, query.statements[0]?.verb ?? '?'];
  if (block) words.push(...blockWords(block));
  if (query.single) words.push('one');
  if (block?.limited) words.push('limited');
  if (block?.open) words.push('open');
  if (query.handle) words.push('on', `${query.handle.kind}:${query.handle.name}`);
  return words.join(' ');
}

function blockWords(block: QueryBlock): string[] {
  const uses = block.target ? [block.target, ...block.tables] : block.tables;
  const words = [
    uses.map((use) => (use.alias === undefined ? use.name : `${use.name} ${use.alias}`)).join(','),
  ];
  const named = ({ name, qualifier }: { name: string; qualifier?: string }) =>
    qualifier === undefined ? name : `${qualifier}.${name}`;
  const list = (title: string, all: readonly string[]) => {
    if (all.length > 0) words.push(`${title}(${all.join(' ')})`);
  };
  list(
    'where',
    block.predicates.map((each) => `${each.conjunct ? '' : '~'}${named(each.column)} ${each.operator}`),
  );
  list(
    'columns',
    block.outputs.map((each) => (each.aggregate ? '#' : (each.name ?? '?'))),
  );
  list('inserts', block.insertColumns?.map(named) ?? []);
  list(
    'sets',
    block.assignments.map((each) => named(each.column)),
  );
  if (block.stars.length > 0) words.push('star');
  for (const nested of block.nested) words.push(`{${nested.place} ${blockWords(nested).join(' ')}}`);
  return words;
}

/** Each case: code, and the lines of its queries. */
export type Cases = readonly (readonly [code: string, queries: readonly string[]])[];

/** Makes one test of each case; `before` stands before all of them. */
export function queryTests(
  title: string,
  before: string,
  cases: Cases,
  files: Record<string, string> = {},
): void {
  describe(title, () => {
    for (const [code, expected] of cases) {
      it(code.trim().split('\n').slice(-1)[0]?.slice(0, 100) ?? title, async () => {
        assert.deepEqual(await queriesOf(`${before}\n${code}\n`, files), expected);
      });
    }
  });
}
