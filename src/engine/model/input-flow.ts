import type { AccessPath, FileFacts, GivenValue, QueryFact } from '../facts/facts';
import { splitPath } from '../facts/reading/access-path';
import type { Span } from '../source/span';
import type { CallGraph } from './call-graph';

/** What a function writes of a value: a member of it, or all of it but some. */
export interface WrittenValue {
  field?: string;
  except: readonly string[];
  /** What writes: `pool.query`. */
  write: string;
}

const maxDepth = 4;

/** Which parameters of the project's functions are written with no check, by themselves or by functions that they call. */
export class InputFlow {
  readonly #known = new Map<string, readonly WrittenValue[]>();

  constructor(
    private readonly calls: CallGraph,
    /** A file's queries as the model knows them: what only looked like one is left out. */
    private readonly queriesIn: (file: FileFacts) => readonly QueryFact[],
  ) {}

  /** What is written of a value that a call gives to a function of the project. */
  writtenBy(
    file: FileFacts,
    call: { callee: AccessPath; within?: number },
    given: GivenValue,
    depth = 0,
  ): WrittenValue[] {
    const target = depth > maxDepth ? undefined : this.calls.targetOf(file, call);
    if (target?.index === undefined) return [];
    return this.#ofParameter(target.file, target.index, given.argument, depth).flatMap(
      (written) => narrowed(given, written) ?? [],
    );
  }

  /** Whether a call writes: `Money.create(…)` looks like a query of a data model, and makes a value. */
  isWrite(file: FileFacts, span: Span, callee: AccessPath | undefined): boolean {
    if (callee !== undefined && /model|entit|schema|database/i.test(splitPath(callee).module)) return true;
    const at = (query: QueryFact) => query.span.start === span.start && query.span.end === span.end;
    return !file.queries.some(at) || this.queriesIn(file).some(at);
  }

  #ofParameter(file: FileFacts, index: number, parameter: number, depth: number): readonly WrittenValue[] {
    const key = `${file.path}\0${index}\0${parameter}`;
    const known = this.#known.get(key);
    if (known) return known;
    // A function that calls itself writes no more for that.
    this.#known.set(key, []);
    const found: WrittenValue[] = [];
    for (const fact of file.parameterWrites) {
      if (fact.function !== index || fact.parameter !== parameter) continue;
      const { given, callee, field, except = [], write, writeSpan } = fact;
      if (given && callee !== undefined)
        found.push(...this.writtenBy(file, { callee, within: index }, given, depth + 1));
      else if (!given && this.isWrite(file, writeSpan, callee))
        found.push(field === undefined ? { except, write } : { field, except, write });
    }
    this.#known.set(key, found);
    return found;
  }
}

/** What is written of a value, given where it goes in and what is written of the argument; undefined where nothing is. */
function narrowed(given: GivenValue, written: WrittenValue): WrittenValue | undefined {
  const { member, field, except = [] } = given;
  const { write } = written;
  const [first = '', ...rest] = written.field?.split('.') ?? [];
  if (member !== undefined) {
    // `{ name: body.title }` is given: `name` of the argument is written, or all of it but for some.
    const isWritten = written.field === undefined ? !written.except.includes(member) : first === member;
    if (!isWritten) return undefined;
    const inner = [field, ...rest].filter((each) => each !== undefined).join('.');
    return inner === '' ? { except, write } : { field: inner, except: [], write };
  }
  if (written.field === undefined)
    return field === undefined
      ? { except: [...except, ...written.except], write }
      : { field, except: [], write };
  if (field !== undefined) return { field: `${field}.${written.field}`, except: [], write };
  return except.includes(first) ? undefined : { field: written.field, except: [], write };
}
