/**
 * Patterns over access paths, as data sheets write them. A path such as `pg#Pool().query` is the module `pg` and the steps `Pool`, `()`, `query`:
 * members by their names, calls as `()`.
 *
 *     Pool().query            these steps
 *     ()                      what the module itself makes when it is called
 *                             (an empty pattern) the module itself
 *     {get,post}              one of these, which may be several steps or none: `{,promise().}`
 *     [create().]get          with or without what stands in brackets
 *     *                       any one member
 *     **                      any steps, or none: `SignJWT().**.sign`
 */

/** One step of a path: the name of a member, or `()` for a call. */
export type Step = string;

export const call: Step = '()';
export const anyMember: Step = '*';
export const anySteps: Step = '**';

/** Module and steps of an access path. `default` is left out: it is the module itself, however it was imported. */
export function readPath(path: string): { module: string; steps: Step[] } {
  // A module may begin with `#`, as `imports` of a package.json have it.
  const at = path.indexOf('#', path.startsWith('#') ? 1 : 0);
  if (at < 0) return { module: path, steps: [] };
  return { module: path.slice(0, at), steps: stepsOf(path, at + 1) };
}

function stepsOf(text: string, from = 0): Step[] {
  const steps: Step[] = [];
  let start = from;
  const end = (at: number): void => {
    if (at > start) {
      const name = text.slice(start, at);
      if (name !== 'default') steps.push(name);
    }
  };
  for (let at = from; at < text.length; at++) {
    if (text[at] === '.') {
      end(at);
      start = at + 1;
    } else if (text[at] === '(' && text[at + 1] === ')') {
      end(at);
      steps.push(call);
      at++;
      start = at + 1;
    }
  }
  end(text.length);
  return steps;
}

/** A pattern that stands for more is a mistake, and would fill the memory. */
const mostAlternatives = 1000;

/**
 * All sequences of steps that a pattern stands for.
 *
 * @throws {Error} where a brace or bracket is not closed, and where it stands for too many.
 */
export function expandPattern(pattern: string): Step[][] {
  return alternatives(pattern).map((each) => stepsOf(each));
}

/** What is longer is a mistake too, and could not be shown. */
const longest = 1000;
/** More of them have a path walked along in too many ways. */
const mostAnySteps = 3;
const step = /^[\p{ID_Continue}$]+$/u;

/** What is wrong with a pattern that somebody wrote, in a whole sentence; undefined for a good one. Never throws. */
export function patternFault(pattern: string): string | undefined {
  if (pattern.length > longest) return `A pattern has at most ${longest} characters.`;
  let paths: Step[][];
  try {
    paths = expandPattern(pattern);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const wrong = paths.flat().find((each) => ![call, anyMember, anySteps].includes(each) && !step.test(each));
  if (wrong !== undefined)
    return `“${wrong}” is no member: a pattern has names, () for a call, * for any member and ** for any steps, with dots between them and no spaces.`;
  if (paths.some((steps) => steps.filter((each) => each === anySteps).length > mostAnySteps))
    return `“${pattern}” has ** more than ${mostAnySteps} times.`;
  return undefined;
}

function alternatives(pattern: string): string[] {
  const open = pattern.search(/[{[]/);
  if (open < 0) {
    if (/[}\]]/.test(pattern)) throw new Error(`“${pattern}” closes what it did not open.`);
    return [pattern];
  }
  const { inner, end } = closing(pattern, open);
  const options = pattern[open] === '[' ? [...inner, ''] : inner;
  const rest = alternatives(pattern.slice(end + 1));
  const head = pattern.slice(0, open);
  const middles = options.flatMap((option) => alternatives(option));
  if (middles.length * rest.length > mostAlternatives)
    throw new Error(`“${pattern}” stands for more than ${mostAlternatives} paths.`);
  return middles.flatMap((middle) => rest.map((tail) => head + middle + tail));
}

/** What stands between the brace or bracket at `open` and the one that closes it, split at its own commas. */
function closing(pattern: string, open: number): { inner: string[]; end: number } {
  const isChoice = pattern[open] === '{';
  const inner: string[] = [];
  let depth = 0;
  let start = open + 1;
  for (let at = open; at < pattern.length; at++) {
    const character = pattern[at] as string;
    if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') {
      depth--;
      if (depth > 0) continue;
      if (character !== (isChoice ? '}' : ']')) break;
      inner.push(pattern.slice(start, at));
      return { inner, end: at };
    } else if (character === ',' && depth === 1 && isChoice) {
      inner.push(pattern.slice(start, at));
      start = at + 1;
    }
  }
  throw new Error(`“${pattern}” does not close what it opens.`);
}

/** Values by the patterns that lead to them: looked up in a number of steps that depends on the path and not on how many patterns there are. */
export class PatternTree<T> {
  readonly #root: Branch<T> = { values: [] };

  /** @throws {Error} where the pattern is none. */
  add(pattern: string, value: T): void {
    for (const steps of expandPattern(pattern)) {
      let at = this.#root;
      for (const step of steps) {
        at.next ??= new Map();
        const next: Branch<T> = at.next.get(step) ?? { values: [] };
        at.next.set(step, next);
        at = next;
      }
      at.values.push(value);
    }
  }

  /** What the patterns lead to that fit these steps: the most exact first, and of equal ones in the order in which they were added. */
  find(steps: readonly Step[]): T[] {
    const found: T[] = [];
    this.#walk(this.#root, steps, 0, found);
    return found;
  }

  #walk(branch: Branch<T>, steps: readonly Step[], at: number, found: T[]): void {
    if (at === steps.length) found.push(...branch.values);
    const { next } = branch;
    if (!next) return;
    const step = steps[at];
    if (step !== undefined) {
      const exact = next.get(step);
      if (exact) this.#walk(exact, steps, at + 1, found);
      const any = step === call ? undefined : next.get(anyMember);
      if (any) this.#walk(any, steps, at + 1, found);
    }
    const rest = next.get(anySteps);
    if (rest) for (let from = at; from <= steps.length; from++) this.#walk(rest, steps, from, found);
  }
}

interface Branch<T> {
  values: T[];
  next?: Map<Step, Branch<T>>;
}
