import { ts } from '../../../source/syntax-tree';
import type { FileReader } from '../../reading/file-reader';
import { activeRecordMethods, readActiveRecord } from './active-record';
import { type Chain, chainOf } from './chain';
import { readDrizzle } from './drizzle';
import { isKnexName, knexStarts, readKnex } from './knex';
import { kyselyStarts, readKysely } from './kysely';
import { readObjection } from './objection';
import { prismaMethods, readPrisma } from './prisma';
import { readTypeorm, typeormMethods } from './typeorm';

type Reader = (chain: Chain, file: FileReader) => boolean;

/** Step name → who may know a chain with such a step, the most certain first. */
const readers = new Map<string, Reader[]>();
function knows(reader: Reader, names: Iterable<string>): void {
  for (const name of names) readers.set(name, [...(readers.get(name) ?? []), reader]);
}
knows(readPrisma, prismaMethods);
knows(readDrizzle, [
  'findMany',
  'findFirst',
  'select',
  'selectDistinct',
  'selectDistinctOn',
  'insert',
  'update',
  'delete',
  '$count',
]);
knows(readKysely, kyselyStarts);
knows(readTypeorm, typeormMethods);
knows(readObjection, ['query', '$query', 'relatedQuery', '$relatedQuery', '$fetchGraph', '$loadRelated']);
knows(readKnex, ['', ...knexStarts]);
knows(readActiveRecord, activeRecordMethods);

/** Queries that are calls of a builder or an ORM, from the last calls of all chains of a file. */
export function collectModelQueries(chains: readonly ts.CallExpression[], file: FileReader): void {
  for (const node of chains) {
    // A call by its bare name starts no query of a model, unless it hands over a table: `knex('tickets')`.
    const chain = chainOf(node);
    const [first] = chain.steps;
    if (chain.steps.length === 1 && first?.name === '' && !isKnexName(lastName(chain.start))) continue;
    if (!file.subqueries.has(node)) read(chain, file);
  }
}

function read(chain: Chain, file: FileReader): void {
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
