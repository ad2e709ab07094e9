import type { AccessPath, CallFact, FileFacts } from '../facts/facts';
import type { FunctionRef } from './call-targets';

/** A wrapper of a wrapper is followed this far. */
const maxDepth = 4;

type IsKnown = (topic: 'statements' | 'tags', file: string, path: AccessPath) => boolean;
type TargetOf = (file: FileFacts, call: Pick<CallFact, 'callee' | 'within'>) => FunctionRef | undefined;

/** Which of the project's own functions send the text that they are given to a database, whatever they are called. */
export class SqlSenders {
  readonly #known = new WeakMap<FileFacts, Map<number, ReadonlySet<string>>>();

  constructor(
    private readonly isKnown: IsKnown,
    private readonly targetOf: TargetOf,
  ) {}

  /**
   * Whether a call of a file sends its first argument, or a tag its template: it is a call of a package that does so, made in another file, or a
   * function of the project that hands its first parameter on to one.
   */
  sends(file: FileFacts, call: Pick<CallFact, 'callee' | 'within'>): boolean {
    return this.#sends(file, call, 0, 0);
  }

  #sends(file: FileFacts, call: Pick<CallFact, 'callee' | 'within'>, at: number, depth: number): boolean {
    const isOne = (topic: 'statements' | 'tags') => this.isKnown(topic, file.path, call.callee);
    if (at === 0 && (isOne('statements') || isOne('tags'))) return true;
    const target = this.targetOf(file, call);
    if (target?.index === undefined || depth > maxDepth) return false;
    const parameter = target.file.functions[target.index]?.parameters[at];
    return parameter !== undefined && this.#sentBy(target.file, target.index, depth).has(parameter);
  }

  /** The parameters of a function that it hands on as a statement. */
  #sentBy(file: FileFacts, index: number, depth: number): ReadonlySet<string> {
    let byIndex = this.#known.get(file);
    if (!byIndex) {
      byIndex = new Map();
      this.#known.set(file, byIndex);
    }
    const known = byIndex.get(index);
    if (known) return known;
    // A function that calls itself sends what its other calls send.
    byIndex.set(index, new Set());
    const { parameters = [] } = file.functions[index] ?? {};
    const isInside = (within: number | undefined): boolean =>
      within === index || (within !== undefined && isInside(file.functions[within]?.within));
    const sent = new Set<string>();
    for (const { within, holes, sql } of file.queries)
      if (sql === '…' && isInside(within)) for (const { text } of holes) sent.add(text);
    for (const call of file.calls) {
      if (!isInside(call.within)) continue;
      for (const [at, argument] of call.arguments.entries())
        for (const name of parameters)
          if (isText(argument, name) && this.#sends(file, call, at, depth + 1)) sent.add(name);
    }
    byIndex.set(index, sent);
    return sent;
  }
}

/** `sql`, `{ text: sql, values }` */
function isText(argument: string, name: string): boolean {
  return (
    argument === name ||
    (argument.startsWith('{') &&
      new RegExp(`\\b(text|sql|query)(:\\s*${name.replaceAll('$', '\\$')})?\\b\\s*[,}]`).test(argument))
  );
}
