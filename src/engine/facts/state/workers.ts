import type { WorkerEntry } from '../../libraries/contract/workers';
import { call, expandPattern } from '../../libraries/path-patterns';
import { type FunctionNode, propertyName, ts, unwrap } from '../../source/syntax-tree';
import { calleeName, type FileReader } from '../reading/file-reader';

/** A line of a sheet, with the last members of its paths. */
interface Line {
  entry: WorkerEntry;
  names: ReadonlySet<string>;
}

/** Whether a file imports something that hands out jobs or messages, be it for its types. */
export function importsWorkers(file: FileReader): boolean {
  return file.facts.imports.some((each) => file.libraries.speakOf(each.specifier, 'workers'));
}

/** What the packages that a file imports say of functions that do jobs. */
export class Workers {
  /** Lines of the packages that are imported to be used, and not only for their types. */
  readonly #lines: readonly Line[];

  constructor(private readonly file: FileReader) {
    const specifiers = new Set(
      file.facts.imports.filter((each) => !each.typeOnly).map((each) => each.specifier),
    );
    this.#lines = [...specifiers].flatMap((specifier) =>
      file.libraries.all
        .sheetsOf(specifier)
        .flatMap(({ workers }) => workers ?? [])
        .filter(({ of }) => of === undefined || of.includes(specifier))
        .map((entry) => ({ entry, names: lastNames(entry) })),
    );
  }

  /** Which parameter of a function is the job that a library hands to it; undefined where none does. */
  jobOf(node: FunctionNode): ts.ParameterDeclaration | undefined {
    const entry = this.#ofMember(node) ?? this.#ofArgument(node) ?? this.#ofType(node);
    return entry && node.parameters[entry.given ?? 0];
  }

  /** `run({ eachMessage: async ({ message }) => … })`, `run({ taskList: { hello: async (payload) => … } })`. */
  #ofMember(node: FunctionNode): WorkerEntry | undefined {
    const property = ts.isMethodDeclaration(node) ? node : node.parent;
    if (!ts.isMethodDeclaration(property) && !ts.isPropertyAssignment(property)) return undefined;
    const name = propertyName(property.name) ?? '';
    const of = nameOfHolder(property.parent.parent);
    return this.#lines.find(
      ({ entry }) =>
        entry.members?.includes(name) === true || (entry.byName !== undefined && entry.byName === of),
    )?.entry;
  }

  /** `new Worker(name, async (job) => …)`, `channel.consume(queue, (message) => …)`. */
  #ofArgument(node: FunctionNode): WorkerEntry | undefined {
    let at: ts.Node = node;
    while (ts.isParenthesizedExpression(at.parent) || ts.isAsExpression(at.parent)) at = at.parent;
    const { parent } = at;
    if (!ts.isCallExpression(parent) && !ts.isNewExpression(parent)) return undefined;
    const given: readonly ts.Node[] = parent.arguments ?? [];
    const index = given.indexOf(at);
    if (index < 0) return undefined;
    const entry = this.#taker(parent);
    if (entry?.handler === undefined) return undefined;
    if (index !== (entry.handler === 'last' ? given.length - 1 : entry.handler)) return undefined;
    const [first] = given;
    const event = first && ts.isStringLiteralLike(first) ? first.text : undefined;
    return entry.event === undefined || entry.event === event ? entry : undefined;
  }

  /** What is known of what is called: by its path, or by its name where it is called on something that was handed in. */
  #taker(node: ts.CallExpression | ts.NewExpression): WorkerEntry | undefined {
    const name = calleeName(node.expression);
    if (name === undefined) return undefined;
    const named = this.#lines.find(({ names }) => names.has(name));
    if (!named) return undefined;
    const path = this.file.paths.of(node.expression);
    const known = this.file.libraries.find('workers', path);
    if (known) return known;
    const isHandedIn =
      path === undefined || /^(param:\d+|this|local)#/.test(path) || this.file.isProjectPath(path);
    return isHandedIn ? named.entry : undefined;
  }

  /** `const hello: Task = async (payload) => …`; `export default async function (job: SandboxedJob) {}`. */
  #ofType(node: FunctionNode): WorkerEntry | undefined {
    const declared = typeOf(node);
    const own = declared && this.#typed(declared);
    if (own?.isHandler) return own;
    const type = node.parameters[0]?.type;
    const job = type && isDefault(node) ? this.#typed(type) : undefined;
    return job?.isJob ? job : undefined;
  }

  #typed(type: ts.TypeNode): WorkerEntry | undefined {
    return this.file.libraries.find('workers', this.file.paths.ofType(type));
  }
}

/** What an object literal is put into: a property, or a variable. */
function nameOfHolder(holder: ts.Node): string | undefined {
  if (ts.isPropertyAssignment(holder)) return propertyName(holder.name);
  return ts.isVariableDeclaration(holder) && ts.isIdentifier(holder.name) ? holder.name.text : undefined;
}

function lastNames({ path }: WorkerEntry): ReadonlySet<string> {
  return new Set(
    [path]
      .flat()
      .flatMap(expandPattern)
      .flatMap((steps) => steps.findLast((step) => step !== call) ?? []),
  );
}

/** The type that a function is declared to have: of the variable it is in, or by `satisfies`. */
function typeOf(node: FunctionNode): ts.TypeNode | undefined {
  let at: ts.Node = node;
  while (ts.isParenthesizedExpression(at.parent)) at = at.parent;
  const { parent } = at;
  return ts.isVariableDeclaration(parent) || ts.isSatisfiesExpression(parent) || ts.isAsExpression(parent)
    ? parent.type
    : undefined;
}

/** What a file exports by default, or as a whole. */
function isDefault(node: FunctionNode): boolean {
  if (ts.isFunctionDeclaration(node))
    return node.modifiers?.some((each) => each.kind === ts.SyntaxKind.DefaultKeyword) ?? false;
  const { parent } = node;
  if (ts.isExportAssignment(parent)) return true;
  return ts.isBinaryExpression(parent) && unwrap(parent.left).getText() === 'module.exports';
}
