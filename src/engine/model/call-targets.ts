import type { AccessPath, CallFact, FileFacts, ShapeFact } from '../facts/facts';
import { splitPath } from '../facts/reading/access-path';
import { Containers, type ShapeRef } from './containers';
import type { ModuleGraph } from './module-graph';

/** A function of the project: its file, and its index into that file's `functions`; undefined for the module's own code. */
export interface FunctionRef {
  file: FileFacts;
  index: number | undefined;
}

const maxDepth = 8;

/**
 * Which function a call runs. A callee's path is followed from member to member: through what classes keep, interfaces promise,
 * factories return and containers hand out. Where a step cannot be told, there is no target.
 */
export class CallTargets {
  readonly #known = new WeakMap<Pick<CallFact, 'callee' | 'within'>, FunctionRef | null>();
  readonly #functions = new WeakMap<FileFacts, FunctionNames>();
  readonly #shapes = new WeakMap<FileFacts, Map<string, ShapeFact>>();
  #containers: Containers | undefined;

  constructor(
    private readonly files: ReadonlyMap<string, FileFacts>,
    private readonly modules: ModuleGraph,
  ) {}

  of(file: FileFacts, call: Pick<CallFact, 'callee' | 'within'>): FunctionRef | undefined {
    const known = this.#known.get(call);
    if (known !== undefined) return known ?? undefined;
    const target = this.#find(file, call);
    this.#known.set(call, target ?? null);
    return target;
  }

  #find(file: FileFacts, call: Pick<CallFact, 'callee' | 'within'>): FunctionRef | undefined {
    const { module, members } = splitPath(call.callee);
    if (module === 'this') {
      const className = classAround(file, call.within);
      return className === undefined ? undefined : this.#member(file, className, members.split('.'), 0);
    }
    if (this.modules.isProjectPath(call.callee) && /^[\w$]*$/.test(members)) {
      const exported = this.modules.exportOf(file.path, call.callee);
      const target = exported?.fact.function === undefined ? undefined : this.files.get(exported.file);
      if (target) return { file: target, index: exported?.fact.function };
    }
    return this.#follow(file, call.callee, 0);
  }

  /** The function that a path of a file ends in. */
  #follow(from: FileFacts, path: AccessPath, depth: number): FunctionRef | undefined {
    if (depth > maxDepth) return undefined;
    const resolved = this.modules.resolve(from.path, path);
    const file = this.files.get(resolved.file);
    if (!file) return undefined;
    const { module, members } = splitPath(resolved.path);
    const [head = '', ...steps] = members.split('.');
    const name = head.replace(/\(\)$/, '');
    if (module === 'local') {
      if (steps.length === 0) return head === name ? ref(file, this.#names(file).named(name)) : undefined;
      return this.#member(file, name, steps, depth);
    }
    // What is imported as a type only is no export that the module graph knows.
    if (!this.modules.isProjectPath(module) || steps.length === 0) return undefined;
    const target = this.#declared(file, module, name, 0);
    if (target) return this.#ofShape(target, steps, depth);
    const made = this.#containerOf().made(name, this.modules.packageOf(file.path));
    return made && this.#member(made.file, made.shape.name, steps, depth + 1);
  }

  /** A member of a class, an object or what a function returns: `find`, `users.find`. */
  #member(file: FileFacts, holder: string, steps: string[], depth: number): FunctionRef | undefined {
    if (depth > maxDepth) return undefined;
    const [first = '', ...rest] = steps;
    const name = first.replace(/\(\)$/, '');
    const names = this.#names(file);
    if (rest.length === 0) {
      const own = names.named(`${holder}.${name}`) ?? this.#ofFactory(file, holder, name);
      if (own !== undefined && !file.functions[own]?.declaredOnly) return { file, index: own };
    }
    const shape = this.#shapesOf(file).get(holder);
    if (shape) return this.#ofShape({ file, shape }, steps, depth);
    const inherited = file.classes.find((each) => each.name === holder)?.extends;
    return inherited === undefined ? undefined : this.#inherited(file, inherited, steps, depth);
  }

  #ofShape({ file, shape }: ShapeRef, steps: string[], depth: number): FunctionRef | undefined {
    if (depth > maxDepth) return undefined;
    const [first = '', ...rest] = steps;
    const name = first.replace(/\(\)$/, '');
    const member = Object.hasOwn(shape.members, name) ? shape.members[name] : undefined;
    if (member !== undefined) {
      const path = [member + first.slice(name.length), ...rest].join('.');
      const found = this.#follow(file, path, depth + 1);
      if (found) return found;
    }
    if (shape.kind === 'class' || shape.kind === 'abstract') {
      const own = rest.length === 0 ? this.#names(file).named(`${shape.name}.${name}`) : undefined;
      if (own !== undefined && !file.functions[own]?.declaredOnly) return { file, index: own };
      const inherited = file.classes.find((each) => each.name === shape.name)?.extends;
      const found = inherited === undefined ? undefined : this.#inherited(file, inherited, steps, depth);
      if (found) return found;
      // A constructor that goes by the names of what it is given, as awilix calls it.
      const given =
        member === undefined && rest.length > 0
          ? this.#containerOf().named(name, this.modules.packageOf(file.path))
          : undefined;
      if (given) return this.#member(given.file, given.shape.name, rest, depth + 1);
    }
    if (shape.kind !== 'type' && shape.kind !== 'abstract') return undefined;
    const made = this.#containerOf().made(shape.name, this.modules.packageOf(file.path));
    return made && this.#member(made.file, made.shape.name, steps, depth + 1);
  }

  #inherited(file: FileFacts, parent: AccessPath, steps: string[], depth: number): FunctionRef | undefined {
    const resolved = this.modules.resolve(file.path, parent);
    const target = this.files.get(resolved.file);
    const { module, members } = splitPath(resolved.path);
    return target && module === 'local' && /^[\w$]+$/.test(members)
      ? this.#member(target, members, steps, depth + 1)
      : undefined;
  }

  /** A function inside of a factory, which returns an object of such functions. */
  #ofFactory(file: FileFacts, factory: string, method: string): number | undefined {
    const names = this.#names(file);
    const within = names.named(factory);
    return within === undefined ? undefined : names.within(within, method);
  }

  /** The shape that an imported name means, through re-exports of types too. */
  #declared(from: FileFacts, module: string, name: string, depth: number): ShapeRef | undefined {
    const path = this.modules.targetOf(from.path, module);
    const file = path === undefined ? undefined : this.files.get(path);
    if (!file || depth > maxDepth) return undefined;
    const shape = this.#shapesOf(file).get(name);
    if (shape) return { file, shape };
    for (const each of file.exports) {
      if (each.denotes === undefined || (each.name !== '*' && each.name !== name)) continue;
      const { module: next, members } = splitPath(each.denotes);
      if (!this.modules.isProjectPath(next)) continue;
      const found = this.#declared(
        file,
        next,
        each.name === '*' || members === '' ? name : members,
        depth + 1,
      );
      if (found) return found;
    }
    return undefined;
  }

  #containerOf(): Containers {
    this.#containers ??= new Containers(this.files, this.modules, (file, name) => {
      const shape = this.#shapesOf(file).get(name);
      return shape && { file, shape };
    });
    return this.#containers;
  }

  #names(file: FileFacts): FunctionNames {
    const known = this.#functions.get(file) ?? new FunctionNames(file);
    this.#functions.set(file, known);
    return known;
  }

  #shapesOf(file: FileFacts): Map<string, ShapeFact> {
    const known = this.#shapes.get(file) ?? new Map(file.shapes.map((shape) => [shape.name, shape]));
    this.#shapes.set(file, known);
    return known;
  }
}

/** The functions of one file by name: of several signatures, the one with a body. */
class FunctionNames {
  readonly #byName = new Map<string, number>();
  readonly #inside = new Map<string, number>();

  constructor(file: FileFacts) {
    for (const [index, each] of file.functions.entries()) {
      const before = this.#byName.get(each.name);
      if (before === undefined || file.functions[before]?.declaredOnly) this.#byName.set(each.name, index);
      if (each.within === undefined) continue;
      const key = `${each.within}.${each.name.slice(each.name.lastIndexOf('.') + 1)}`;
      if (!this.#inside.has(key)) this.#inside.set(key, index);
    }
  }

  named(name: string): number | undefined {
    return this.#byName.get(name);
  }

  within(outer: number, name: string): number | undefined {
    return this.#inside.get(`${outer}.${name}`);
  }
}

function classAround(file: FileFacts, within: number | undefined): string | undefined {
  for (let at = within; at !== undefined; at = file.functions[at]?.within) {
    const className = file.functions[at]?.className;
    if (className !== undefined) return className;
  }
  return undefined;
}

function ref(file: FileFacts, index: number | undefined): FunctionRef | undefined {
  return index === undefined ? undefined : { file, index };
}
