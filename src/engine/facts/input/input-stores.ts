import { isFunctionNode, memberName, propertyName, ts, unwrap } from '../../source/syntax-tree';
import type { QueryFact } from '../facts';
import { textArgument } from '../queries/query-arguments';
import { splitPath } from '../reading/access-path';
import type { FileReader } from '../reading/file-reader';

const writeVerbs = new Set(['insert', 'update', 'merge', 'replace']);
/** Methods that store what they are given. */
const storing =
  /^(create|createMany|createOne|bulkCreate|insert|insertOne|insertMany|insertGraph|update|updateOne|updateMany|updateAll|upsert|save|replaceOne|findByIdAndUpdate|findOneAndUpdate|findOneAndReplace|set|values|merge|patch|patchAndFetchById|updateAndFetchById|bulkWrite|add|put|setDoc|findOrCreate|build|increment)$/;
/** The first argument of these says which rows are meant. */
const byFilter =
  /^(updateOne|updateMany|update|findByIdAndUpdate|findOneAndUpdate|findOneAndReplace|replaceOne|patchAndFetchById|updateAndFetchById)$/;
/** Methods of a prepared statement that run it with values. */
const running = /^(run|get|all|execute|iterate)$/;

/** Whether a method stores what it is given, by its name. */
export function isStoring(name: string): boolean {
  return storing.test(name);
}

/** What is asked of one file about the calls that write. */
export class InputStores {
  /** By where they end: where a node starts is only known after what stands before it is read. */
  readonly #writes = new Map<number, QueryFact[]>();
  /** Whether something of the file is saved later: then what an entity is made of counts. */
  readonly saves: boolean;

  constructor(private readonly file: FileReader) {
    for (const each of file.facts.queries) {
      const writes = each.statements.some((one) => writeVerbs.has(one.verb));
      if (!writes && (each.statements.length > 0 || each.client !== 'orm')) continue;
      this.#writes.set(each.span.end, [...(this.#writes.get(each.span.end) ?? []), each]);
    }
    this.saves = /\.(save|flush|persist|persistAndFlush|insert|commit)\(/.test(file.tree.root.text);
  }

  /** Whether the file has a call that surely writes. */
  get any(): boolean {
    return this.#writes.size > 0;
  }

  /** The expressions that a tagged template writes: ``sql`INSERT … ${name}` ``. */
  ofTemplate(node: ts.TaggedTemplateExpression): ts.Expression[] {
    const query = this.#queryAt(node);
    if (!query || !ts.isTemplateExpression(node.template)) return [];
    const meant = meantRows(query);
    return node.template.templateSpans
      .map((each) => this.#listedBy(node.tag, each.expression))
      .filter((each) => !meant.some((span) => holds(span, this.file.span(each))));
  }

  /** ``sql`INSERT INTO users ${sql(data)}` ``: the tag as a function makes columns and values of an object. */
  #listedBy(tag: ts.Expression, value: ts.Expression): ts.Expression {
    const call = unwrap(value);
    const [only, ...names] = ts.isCallExpression(call) ? call.arguments : [];
    return ts.isCallExpression(call) &&
      only &&
      names.length === 0 &&
      this.file.text(call.expression) === this.file.text(tag)
      ? only
      : value;
  }

  /** The expressions that a call writes; empty for a call that writes nothing. */
  ofCall(node: ts.CallExpression | ts.NewExpression): ts.Expression[] {
    const { file } = this;
    const given = [...(node.arguments ?? [])];
    if (ts.isNewExpression(node)) return this.#ofEntity(node, given);
    const callee = unwrap(node.expression);
    const name = ts.isIdentifier(callee) ? callee.text : (memberName(callee) ?? '');
    const query = this.#queryAt(node);
    if (query && !storing.test(name)) return this.#ofQuery(node, query, given);
    if (!query && running.test(name) && ts.isPropertyAccessExpression(callee)) {
      const prepared = this.#preparedBy(callee.expression);
      if (prepared) return prepared;
    }
    if (name === 'assign' && file.paths.of(callee) === 'global#Object.assign')
      return this.saves && given[0] && !ts.isObjectLiteralExpression(unwrap(given[0])) ? given.slice(1) : [];
    if (!storing.test(name)) return [];
    if (!query && !isStore(file, callee, name)) return [];
    return query ? [...written(name, given), ...stepsOf(callee)] : written(name, given);
  }

  #queryAt(node: ts.Node): QueryFact | undefined {
    const ending = this.#writes.get(node.end);
    const start = ending && node.getStart(this.file.tree.root);
    return ending?.findLast((each) => each.span.start === start);
  }

  /** `new User(data)`, where something is saved later. */
  #ofEntity(node: ts.NewExpression, given: ts.Expression[]): ts.Expression[] {
    const name = node.expression.getText();
    return this.saves &&
      /^[A-Z]/.test(name) &&
      !/^(Error|Date|Map|Set|Promise|Buffer|URL|RegExp)|(Error|Exception|Command|Event|Response)$/.test(name)
      ? given.slice(0, 1)
      : [];
  }

  /** What a query that is no builder's own step writes: its values, without those that say which rows are meant. */
  #ofQuery(node: ts.CallExpression, query: QueryFact, given: readonly ts.Expression[]): ts.Expression[] {
    const [first, ...rest] = given;
    const steps = stepsOf(node.expression);
    if (!first) return steps;
    if (query.statements.length === 0) return [];
    if (steps.length > 0 || query.client === 'orm' || query.client === 'document')
      return query.names === 'model' ? steps : [...steps, ...rest];
    const { values } = textArgument(this.file, first);
    return withoutMeantRows(query, values ? [values, ...rest] : rest);
  }

  /** What `run` of a prepared statement binds: `db.prepare('INSERT …').run(name)`. */
  #preparedBy(receiver: ts.Expression): ts.Expression[] | undefined {
    let made = unwrap(receiver);
    if (ts.isIdentifier(made)) {
      const declaration = this.file.tree.declarationOf(made);
      if (!declaration || !ts.isVariableDeclaration(declaration) || !declaration.initializer)
        return undefined;
      made = unwrap(declaration.initializer);
    }
    const query = ts.isCallExpression(made) ? this.#queryAt(made) : undefined;
    if (!query || !ts.isCallExpression(receiver.parent.parent)) return undefined;
    return withoutMeantRows(query, [...receiver.parent.parent.arguments]);
  }
}

function holds(outer: { start: number; end: number }, inner: { start: number; end: number }): boolean {
  return outer.start <= inner.start && outer.end >= inner.end;
}

/** Where the statement says which rows are meant: what is bound there is not written. */
function meantRows(query: QueryFact): { start: number; end: number }[] {
  return query.statements.flatMap(({ block }) => block?.predicates.map((each) => each.span) ?? []);
}

/** The bound values without those that only choose rows, where the placeholders tell: `$2` of `SET a = $1 WHERE b = $2`. */
function withoutMeantRows(query: QueryFact, given: readonly ts.Expression[]): ts.Expression[] {
  const [only, ...more] = given;
  const list = only && unwrap(only);
  const block = query.statements.length === 1 ? query.statements[0]?.block : undefined;
  if (block?.kind !== 'update') return [...given];
  const values = list && ts.isArrayLiteralExpression(list) && more.length === 0 ? [...list.elements] : given;
  const placeholders = (operands: readonly { kind: string; text?: string; span: { start: number } }[]) =>
    operands.filter((each) => each.kind === 'parameter');
  const set = placeholders(block.assignments.map((each) => each.value));
  const meant = placeholders(block.predicates.map((each) => each.operand));
  const inOrder = [...set, ...meant].sort((a, b) => a.span.start - b.span.start);
  const numberOf = (text: string | undefined, index: number): number => {
    const number = /^\$(\d+)$/.exec(text ?? '')?.[1];
    return number === undefined ? index : Number(number) - 1;
  };
  const choosing = new Set(
    inOrder.flatMap((each, index) => (meant.includes(each) ? [numberOf(each.text, index)] : [])),
  );
  for (const [index, each] of inOrder.entries())
    if (set.includes(each)) choosing.delete(numberOf(each.text, index));
  // Without numbers, the place in the list tells only where every placeholder was seen.
  const numbered = inOrder.every((each) => /^\$\d+$/.test(each.text ?? ''));
  if (!numbered && inOrder.length !== values.length) return [...given];
  return values.filter((_, index) => !choosing.has(index));
}

/** The data of a step of a chain: `update(filter, data)`, `update(values, { where })`, `insert(data)`. */
function written(name: string, given: readonly ts.Expression[]): ts.Expression[] {
  const [first, second] = given;
  if (!first) return [];
  // `merge(entity, data)` of a repository; `onConflict().merge(data)` of a builder.
  if (name === 'merge') return second ? given.slice(1) : [first];
  if (!byFilter.test(name) || !second) return name === 'set' && second ? [second] : [first];
  const options = unwrap(second);
  const isOptions =
    ts.isObjectLiteralExpression(options) &&
    options.properties.some((each) =>
      /^(where|returning|transaction|individualHooks)$/.test(propertyName(each.name) ?? ''),
    );
  return isOptions ? [first] : [second];
}

/** What the steps before the last of a chain write: `values` of `insert(t).values(data).returning()`. */
function stepsOf(last: ts.Expression): ts.Expression[] {
  const found: ts.Expression[] = [];
  for (let callee = unwrap(last); ts.isPropertyAccessExpression(callee); ) {
    const at = unwrap(callee.expression);
    if (!ts.isCallExpression(at)) break;
    callee = unwrap(at.expression);
    const name = memberName(callee) ?? '';
    // The table of `insert(users).values(…)` is no data, and neither is a function that is given to a step.
    if (storing.test(name))
      found.push(...written(name, at.arguments).filter((each) => !isFunctionNode(unwrap(each))));
  }
  return found;
}

/** Whether a method belongs to something that stores: a model, a repository, a collection, a client of a database. */
function isStore(file: FileReader, callee: ts.Expression, name: string): boolean {
  if (!ts.isPropertyAccessExpression(callee)) return false;
  const receiver = unwrap(callee.expression);
  const path = file.paths.of(receiver) ?? '';
  if (file.libraries.is(splitPath(path).module, 'store')) return true;
  const text = file.text(receiver);
  if (
    /(^|\.)(prisma|db|orm)\.\w+$/i.test(text) &&
    /^(create|createMany|update|updateMany|upsert)$/.test(name)
  )
    return true;
  if (ts.isIdentifier(receiver) && name === 'set' && isLoaded(file, receiver)) return true;
  if (name === 'set' || name === 'add' || name === 'put' || name === 'values') return false;
  if (
    /(Repository|Repo|Model|Collection|Dao)$/i.test(text) ||
    /\.(collection|getRepository|model)\([^)]*\)$/.test(text) ||
    /\.(collection|getRepository)\(\)$/.test(path)
  )
    return true;
  if (name === 'merge') return false;
  if (ts.isIdentifier(receiver) && isLoaded(file, receiver)) return /^(update|set|patch)$/.test(name);
  // `User.create(req.body)`, where User is a model of the project.
  return (
    /^[A-Z][A-Za-z]+$/.test(text) &&
    /model|entit|schema|\bdb\b|database/i.test(splitPath(path).module) &&
    !/(Service|Controller|Client|Api|Helper|Util|Factory|Store)s?$/.test(text)
  );
}

/** A record that was looked up: `const user = await User.findByPk(id)`. */
function isLoaded(file: FileReader, name: ts.Identifier): boolean {
  const declaration = file.tree.declarationOf(name);
  const made =
    declaration &&
    ts.isVariableDeclaration(declaration) &&
    declaration.initializer &&
    unwrap(declaration.initializer);
  return (
    made !== undefined &&
    made !== false &&
    ts.isCallExpression(made) &&
    /^find(One|ByPk|ById|OneBy|Unique|First)?/.test(memberName(made.expression) ?? '') &&
    /^[A-Z]|Repo|Model/.test(made.expression.getText())
  );
}
