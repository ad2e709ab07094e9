import type { ExportedValue, ValueFact } from '../facts/facts';
import { worse } from '../facts/reading/value-source';
import type { ModuleGraph } from './module-graph';

const maxHops = 6;

/** Where values come from that are made in more than one file. */
export class Origins {
  constructor(private readonly modules: ModuleGraph) {}

  /** A value of `file` with its parts from other files looked up there; as its file takes it where one of them is not found. */
  of(file: string, value: ValueFact, hop = 0): ValueFact {
    if (!value.elsewhere) return value;
    if (hop > maxHops) return value;
    const { known, from, references } = value.elsewhere;
    let result: ValueFact = from === undefined ? { origin: known } : { origin: known, from };
    for (const { path, given } of references) {
      const made = this.#made(file, path, given ?? [], hop);
      if (!made) return value;
      result = worse(result, made);
    }
    return result;
  }

  /** What a path of `file` is in the file that it leads to, where a function gets `given`. */
  #made(file: string, path: string, given: readonly ValueFact[], hop: number): ValueFact | undefined {
    const found = this.modules.exportOf(file, path);
    if (!found) return undefined;
    const exported = memberOf(found.fact, found.rest);
    if (!exported) return undefined;
    const made = this.of(found.file, exported, hop + 1);
    if (!exported.takes || !found.rest.endsWith('()')) return made;
    const taken = exported.takes
      .flatMap((index) => given[index] ?? [])
      .map((each) => this.of(file, each, hop + 1))
      .reduce<ValueFact>(worse, { origin: 'constant' });
    return made.origin === 'parameter' ? taken : worse(made, taken);
  }
}

/** `.users` of an object, `.list()` of a class or of what one made. */
function memberOf(
  fact: { value?: ExportedValue; members?: Record<string, ExportedValue> },
  rest: string,
): ExportedValue | undefined {
  const [, name] = /^(?:\(\))?\.([\w$]+)/.exec(rest) ?? [];
  if (name === undefined) return fact.value;
  const member = fact.members?.[name];
  if (member) return member;
  // Of an object or an enumeration whose values are all spelled out it does not matter which one is read.
  return fact.value && !fact.value.takes && !rest.includes('(') ? fact.value : undefined;
}
