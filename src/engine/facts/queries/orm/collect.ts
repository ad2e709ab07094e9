import { perLibraries } from '../../../libraries/look-up';
import { ts } from '../../../source/syntax-tree';
import type { FileReader } from '../../reading/file-reader';
import { readActiveRecord } from './active-record';
import { type Chain, chainOf } from './chain';
import { methodNames } from './data-clients';
import { drizzleStarts, readDrizzle } from './drizzle';
import { isKnexName, knexStarts, knexSteps, readKnex } from './knex';
import { kyselyStarts, readKysely } from './kysely';
import { mikroOrmStarts, readMikroOrm } from './mikro-orm';
import { objectionStarts, readObjection } from './objection';
import { readPrisma } from './prisma';
import { readSupabase, supabaseStarts } from './supabase';
import { readTypeorm } from './typeorm';

type Reader = (chain: Chain, file: FileReader) => boolean;

/** Step name → who may know a chain with such a step, the most certain first. */
type Readers = ReadonlyMap<string, readonly Reader[]>;

/** The readers by the names that they look for: methods as the data sheets have them, and the steps that start a builder's chain. */
const readersOf = perLibraries((libraries): Readers => {
  const readers = new Map<string, Reader[]>();
  const methods = methodNames(libraries);
  const knows = (reader: Reader, names: Iterable<string>): void => {
    for (const name of names) readers.set(name, [...(readers.get(name) ?? []), reader]);
  };
  knows(readSupabase, supabaseStarts);
  knows(readPrisma, methods.get('prisma')?.keys() ?? []);
  knows(readDrizzle, drizzleStarts);
  knows(readKysely, kyselyStarts);
  knows(readMikroOrm, [...(methods.get('mikro-orm')?.keys() ?? []), ...mikroOrmStarts]);
  knows(readTypeorm, [...(methods.get('typeorm')?.keys() ?? []), 'createQueryBuilder']);
  knows(readObjection, objectionStarts);
  knows(readKnex, ['', ...knexStarts, ...knexSteps]);
  knows(
    readActiveRecord,
    new Set([...(methods.get('model')?.keys() ?? []), ...(methods.get('instance')?.keys() ?? [])]),
  );
  return readers;
});

/** Queries that are calls of a builder or an ORM, from the last calls of all chains of a file. */
export function collectModelQueries(chains: readonly ts.CallExpression[], file: FileReader): void {
  const readers = readersOf(file.libraries.all);
  for (const node of chains) {
    // A call by its bare name starts no query of a model, unless it hands over a table: `knex('tickets')`.
    const chain = chainOf(node);
    const [first] = chain.steps;
    if (chain.steps.length === 1 && first?.name === '' && !isKnexName(file, lastName(chain.start))) continue;
    if (!file.subqueries.has(node)) read(chain, file, readers);
  }
}

function read(chain: Chain, file: FileReader, readers: Readers): void {
  const asked = new Set<Reader>();
  for (const step of chain.steps) {
    for (const reader of readers.get(step.name) ?? []) {
      if (asked.has(reader)) continue;
      asked.add(reader);
      if (!reader(chain, file)) continue;
      // `query[name](…)`: what stands before a computed member is a last call, too.
      for (const each of chain.steps) file.subqueries.add(each.node);
      return;
    }
  }
}

function lastName(node: ts.Expression): string {
  if (ts.isIdentifier(node)) return node.text;
  return ts.isPropertyAccessExpression(node) ? node.name.text : '';
}
