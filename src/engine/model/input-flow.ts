import type { AccessPath, FileFacts } from '../facts/facts';
import type { CallGraph } from './call-graph';

/** What a function writes of one of its parameters: a member of it, or all of it. */
export interface WrittenParameter {
  field?: string;
  /** What writes: `pool.query`. */
  write: string;
}

const maxDepth = 4;

/** Which parameters of the project's functions are written with no check, themselves or by functions that they call. */
export class InputFlow {
  readonly #known = new Map<string, readonly WrittenParameter[]>();

  constructor(private readonly calls: CallGraph) {}

  /** What the function that a call runs writes of one of its arguments. */
  writtenBy(
    file: FileFacts,
    call: { callee: AccessPath; within?: number },
    argument: number,
    depth = 0,
  ): readonly WrittenParameter[] {
    const target = depth > maxDepth ? undefined : this.calls.targetOf(file, call);
    if (target?.index === undefined) return [];
    const { file: there, index } = target;
    const key = `${there.path}\0${index}\0${argument}`;
    const known = this.#known.get(key);
    if (known) return known;
    // A function that calls itself writes no more for that.
    this.#known.set(key, []);
    const found: WrittenParameter[] = [];
    for (const each of there.parameterWrites) {
      if (each.function !== index || each.parameter !== argument) continue;
      const own = each.field === undefined ? {} : { field: each.field };
      if (each.callee === undefined) found.push({ ...own, write: each.write });
      else {
        const next = this.writtenBy(
          there,
          { callee: each.callee, within: index },
          each.argument ?? 0,
          depth + 1,
        );
        // A member that is handed on is that member; of a whole, what is written of it there.
        for (const { field, write } of next) {
          const written = each.field ?? field;
          found.push(written === undefined ? { write } : { field: written, write });
        }
      }
    }
    this.#known.set(key, found);
    return found;
  }
}
