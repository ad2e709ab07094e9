import type { AbstractionFact, FileFacts, ProjectModel, ShapeFact, Span } from '../../../src/engine';
import { isProductionCode } from '../../shared/roles';

type Contract = Extract<AbstractionFact, { kind: 'contract' }>;
type Generic = Extract<AbstractionFact, { kind: 'generic' }>;

/** More than these in the file of the declaration are several users. */
const mostUsesHere = 3;
/** What implements, extends, asks for and stands in for the abstractions of a project, by their names. */
export class Indirections {
  /** Names of abstractions → how many of that name are declared: of two, nobody can tell which one is meant. */
  readonly #declared = new Map<string, number>();
  readonly #implementations = new Map<string, { file: FileFacts; shape: ShapeFact }[]>();
  /** Name → files that import it. */
  readonly #importers = new Map<string, Set<FileFacts>>();
  readonly #given = new Map<string, Set<string>>();
  /** Names that containers are asked for, or told. */
  readonly #bound = new Set<string>();

  constructor(private readonly model: ProjectModel) {
    const { filesInOrder: files } = model;
    for (const file of files)
      for (const { name } of file.abstractions) this.#declared.set(name, (this.#declared.get(name) ?? 0) + 1);
    for (const file of files) {
      for (const shape of file.shapes)
        for (const name of shape.is)
          if (this.#declared.has(name)) push(this.#implementations, name, { file, shape });
      for (const { names } of file.imports)
        for (const { imported } of names)
          if (this.#declared.has(imported))
            this.#importers.set(imported, (this.#importers.get(imported) ?? new Set()).add(file));
      for (const { name, given } of file.givenTypes)
        for (const each of given) this.#given.set(name, (this.#given.get(name) ?? new Set()).add(each));
      for (const { token, contract, made } of file.bindings)
        for (const text of [token, contract ?? '', made ?? ''])
          for (const word of text.match(/[A-Za-z_$][\w$]*/g) ?? []) this.#bound.add(word);
    }
  }

  /** The class that implements a contract, where there is no other, and one user of the contract. */
  onlyImplementation(
    file: FileFacts,
    { name, builds, usedHere }: Contract,
  ): { name: string; path: string; span: Span } | undefined {
    const [only, ...others] = this.#implementations.get(name) ?? [];
    if (!only || others.length > 0 || builds || !this.#isUnmistakable(name) || this.isStandIn(name))
      return undefined;
    if (only.shape.kind !== 'class' || this.isStandIn(only.shape.name)) return undefined;
    const elsewhere = [...(this.#importers.get(name) ?? [])].filter(
      (each) => each !== only.file && each !== file,
    );
    // A test that speaks of it has an implementation of its own.
    if (!elsewhere.every(isProductionCode)) return undefined;
    if (elsewhere.length + (usedHere > 0 ? 1 : 0) !== 1 || usedHere > mostUsesHere) return undefined;
    const declared = only.file.classes.find((each) => each.name === only.shape.name);
    if (!declared || reachesOut(this.model, only.file, declared.span)) return undefined;
    return { name: only.shape.name, path: only.file.path, span: declared.span };
  }

  /** The one type that a generic one is given, wherever that is. */
  onlyType(file: FileFacts, { name, exported, parameter }: Generic): string | undefined {
    const [only, ...others] = this.#given.get(name) ?? [];
    if (only === undefined || others.length > 0 || !this.#isUnmistakable(name)) return undefined;
    // A type that is itself open, or that a test gives, says nothing of how it is used.
    if (
      !/^[\w.]+(\[\])?$/.test(only) ||
      /^([A-Z]|T[A-Z]\w*)$/.test(only) ||
      only === parameter ||
      /^(any|unknown|never)$/.test(only)
    )
      return undefined;
    if (!this.#isNamed(only.replace('[]', ''), name)) return undefined;
    if (!exported) return only;
    const importers = [...(this.#importers.get(name) ?? [])];
    return importers.every(
      (each) =>
        isProductionCode(each) && (each === file || each.givenTypes.some((given) => given.name === name)),
    )
      ? only
      : undefined;
  }

  /** Whether a type that is given has a name of its own there, and is not itself a parameter. */
  #isNamed(type: string, generic: string): boolean {
    if (/^(string|number|boolean|bigint|Date|Buffer)$/.test(type)) return true;
    return this.model.filesInOrder.some(
      (file) =>
        file.givenTypes.some(({ name }) => name === generic) &&
        (file.imports.some(({ names }) => names.some(({ local }) => local === type)) ||
          file.declaredTypes.includes(type)),
    );
  }

  /** Whether something is handed out by a container under this name, or stands in for something else. */
  isStandIn(name: string): boolean {
    return this.#bound.has(name) || this.#bound.has(name.replace(/^I(?=[A-Z])|Interface$/, ''));
  }

  /** Whether a path leads to a class of the project, and not to what wraps a package. */
  leadsToOwnClass(file: FileFacts, path: string): boolean {
    const resolved = this.model.modules.resolve(file.path, path);
    const name = /^local#([\w$]+)\(\)$/.exec(resolved.path)?.[1];
    const target = this.model.files.get(resolved.file);
    const shape = target?.shapes.find((each) => each.name === name);
    return target !== undefined && isProductionCode(target) && shape?.kind === 'class';
  }

  #isUnmistakable(name: string): boolean {
    return this.#declared.get(name) === 1;
  }
}

/** Whether a class does something outside of the program, or its file uses a package: then it stands at a boundary. */
function reachesOut(model: ProjectModel, file: FileFacts, { start, end }: Span): boolean {
  const isInside = ({ span }: { span: Span }) => span.start >= start && span.end <= end;
  return (
    file.outgoingCalls.some(isInside) ||
    file.connections.some(isInside) ||
    model.queriesOf(file).some(isInside) ||
    file.imports.some(
      ({ specifier, typeOnly }) =>
        !typeOnly && !model.libraries.is(specifier, 'injector') && !model.modules.isProjectPath(specifier),
    )
  );
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
