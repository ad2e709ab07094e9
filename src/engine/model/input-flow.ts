import type { AccessPath, FileFacts } from '../facts/facts';
import type { CallGraph } from './call-graph';

/** What a function writes of one of its parameters: a member of it, or all of it. */
export interface WrittenParameter {
  field?: string;
  /** Of all of it, what is left out or written over. */
  except: readonly string[];
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
      const { field, except = [], write } = each;
      if (each.callee === undefined) found.push({ ...(field === undefined ? {} : { field }), except, write });
      else {
        const call = { callee: each.callee, within: index };
        for (const written of this.writtenBy(there, call, each.argument ?? 0, depth + 1)) {
          const through = narrowed({ ...(field === undefined ? {} : { field }), except }, written);
          if (through) found.push(through);
        }
      }
    }
    this.#known.set(key, found);
    return found;
  }
}

/**
 * What is written of a value that is given (a member, or all of it but some) to something that writes its argument so; undefined where
 * nothing of it is.
 */
export function narrowed(
  given: { field?: string; except?: readonly string[] },
  written: WrittenParameter,
): WrittenParameter | undefined {
  const { field, except = [] } = given;
  const { write } = written;
  const first = (name: string) => name.split('.')[0] ?? name;
  const last = (name: string) => name.slice(name.lastIndexOf('.') + 1);
  if (field === undefined) {
    if (written.field === undefined) return { except: [...except, ...written.except], write };
    return except.includes(first(written.field)) ? undefined : { field: written.field, except: [], write };
  }
  // `{ name: body.name }` is given, and `name` of it is written: or all of it, but for some names.
  const isWritten =
    written.field === undefined ? !written.except.includes(last(field)) : last(written.field) === last(field);
  return isWritten ? { field, except: [], write } : undefined;
}
