import {
  givenTo,
  type Location,
  type Predicate,
  type ProjectModel,
  type QueryBlock,
  type ReachedQuery,
  type Route,
  type Span,
  type TableUse,
} from '../../../src/engine';
import { allBlocks, type SqlStatement } from '../../shared/blocks';
import { ownershipOf } from './ownership';

/** One look-up or change of a record by an id that the request brings. */
export interface Access {
  reached: ReachedQuery;
  verb: 'select' | 'update' | 'delete';
  table: string;
  /** What the request calls the id: `ticketId`. */
  id: string;
  block: QueryBlock;
  use: TableUse;
  /** Source text of the id in the query's own file: `req.params.ticketId`. */
  idText: string;
  /** Whether a condition ties the record to who asks, or to the parent in the path. */
  tied: boolean;
  /** Whether it is tied, or may be, by a condition that cannot be seen from here. */
  constrained: boolean;
  /** The column that says whom the record belongs to, and where it is defined. */
  owner?: string;
  ownerAt?: Location;
  /** Whether the record is a user. */
  isUser: boolean;
  /** Whether the handler reads who is logged in. */
  asksWho: boolean;
}

/** The records that answering a route reaches by an id of the request. */
export function accessesOf(route: Route, model: ProjectModel): Access[] {
  const { handler } = route;
  if (!handler) return [];
  const asksWho = readsSession(route, model);
  return model.routes.queriesOf(route).flatMap((reached) =>
    reached.query.statements.flatMap((statement): Access[] => {
      const { block } = statement;
      if (!block || !/^(select|update|delete)$/.test(block.kind)) return [];
      const access = accessOf(reached, block, readingOf(statement, reached), route, model);
      return access ? [{ ...access, asksWho }] : [];
    }),
  );
}

function accessOf(
  reached: ReachedQuery,
  block: QueryBlock,
  { blocks, texts }: Reading,
  route: Route,
  model: ProjectModel,
): Omit<Access, 'asksWho'> | undefined {
  const use = block.target ?? block.tables[0];
  if (!use || !route.handler) return undefined;
  const handler = route.handler;
  const isResolver = route.fact.kind === 'resolver';
  const given = (predicate: Predicate) => {
    const text = texts.get(predicate);
    return text === undefined ? undefined : givenTo(reached, text, handler, isResolver);
  };
  const isIn = (predicate: Predicate) =>
    predicate.column.qualifier === undefined ||
    predicate.column.qualifier.toLowerCase() === (use.alias ?? use.name).toLowerCase();
  const byId = block.predicates.find(
    (each) =>
      each.conjunct &&
      each.operator === '=' &&
      isIn(each) &&
      isKey(each.column.name, use.name, model) &&
      given(each)?.by === 'caller',
  );
  if (!byId) return undefined;
  const ownership = ownershipOf(use.name, model);
  const path = given(byId)?.path ?? '';
  const tied = blocks.some((each) =>
    each.predicates.some((one) => one !== byId && ties(one, given, ownership.owner)),
  );
  return {
    reached,
    block,
    use,
    idText: texts.get(byId) ?? '',
    verb: block.kind as Access['verb'],
    table: use.name,
    id: lastName(path),
    tied,
    constrained: tied || blocks.some((each) => each.open),
    ...(ownership.owner === undefined ? {} : { owner: ownership.owner }),
    ...(ownership.at === undefined ? {} : { ownerAt: ownership.at }),
    isUser: ownership.isUser,
  };
}

/** Whether a condition ties a record to somebody: to who is logged in, to an owner, to another part of the path. */
function ties(
  predicate: Predicate,
  given: (predicate: Predicate) => { by: string } | undefined,
  owner: string | undefined,
): boolean {
  const { name } = predicate.column;
  if (predicate.operand.kind === 'constant' || predicate.operand.kind === 'none') {
    // `is_public = true`, `published = 1`: what everybody may read.
    return /public|publish|visib|shared/i.test(name);
  }
  if (name.toLowerCase() === owner?.toLowerCase()) return true;
  const isAnotherKey =
    /_?(ids?|uuid|slug|token|key|secret|hash|code|password|email)$/i.test(name) &&
    !/^_?(id|uuid)$/i.test(name);
  return isAnotherKey || given(predicate)?.by === 'session';
}

/** The column that names one record: the primary key, or what is called so. */
function isKey(column: string, tableName: string, model: ProjectModel): boolean {
  const table = model.schema.table(tableName);
  if (table) {
    const keys = table.primaryKey ?? [];
    if (keys.length === 1 && keys[0]?.toLowerCase() === column.toLowerCase()) return true;
  }
  return /^(_?id|uuid|guid)$/i.test(column);
}

interface Reading {
  blocks: readonly QueryBlock[];
  /** The words of each operand. */
  texts: ReadonlyMap<Predicate, string>;
}

const readings = new WeakMap<SqlStatement, Reading>();

/** What a statement says by itself, the same on every way that leads to it. */
function readingOf(statement: SqlStatement, reached: ReachedQuery): Reading {
  const known = readings.get(statement);
  if (known) return known;
  const blocks = allBlocks(statement);
  const reading = { blocks, texts: operandTexts(reached, blocks) };
  readings.set(statement, reading);
  return reading;
}

/** The words of each operand: placeholders by the values that are bound to them, in their order. */
function operandTexts({ query }: ReachedQuery, blocks: readonly QueryBlock[]): Map<Predicate, string> {
  const found = new Map<Predicate, string>();
  const all = blocks.flatMap((block) => block.predicates);
  const unnumbered = [
    ...all.map((each) => each.operand),
    ...blocks.flatMap((block) => block.assignments.map((each) => each.value)),
  ]
    .filter((operand) => operand.kind === 'parameter' && operand.text === '?')
    .sort((a, b) => a.span.start - b.span.start);
  for (const predicate of all) {
    const { operand } = predicate;
    if (operand.kind !== 'parameter') continue;
    const number = /^\$(\d+)$/.exec(operand.text)?.[1];
    const text =
      number !== undefined
        ? query.boundValues[Number(number) - 1]
        : operand.text === '?'
          ? query.boundValues[unnumbered.indexOf(operand)]
          : operand.text;
    if (text !== undefined) found.set(predicate, text);
  }
  return found;
}

function lastName(path: string): string {
  return /['"(.]([\w$]+)['")\]]*$/.exec(path)?.[1] ?? path;
}

/** Whether a handler reads who is logged in, or sends away who is not. */
export function readsSession({ handler, fact }: Route, model: ProjectModel): boolean {
  if (!handler) return false;
  // `(parent, args, { user })`, and `({ params, user })` of a route whose context is one object
  const parameter = fact.kind === 'resolver' ? 2 : fact.kind === 'http' ? 0 : undefined;
  const given =
    parameter !== undefined && handler.index !== undefined
      ? handler.file.functions[handler.index]?.parameters[parameter]
      : undefined;
  if (given !== undefined && /^\{.*\b(user|currentUser|viewer|session|auth|userId|me)\b/.test(given))
    return true;
  const own = handler.index === undefined ? undefined : handler.file.functions[handler.index]?.span;
  const isInside = (span: Span) => own !== undefined && own.start <= span.start && span.end <= own.end;
  return (
    handler.file.givenNames.some((each) => each.by === 'session' && each.within === handler.index) ||
    handler.file.accessChecks.some((each) => each.role === 'authenticates' && isInside(each.span)) ||
    handler.file.responses.some((each) => isInside(each.span) && model.statusOf(handler.file, each) === 401)
  );
}
