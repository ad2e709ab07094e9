import { type FunctionNode, isFunctionNode, memberName, ts, unwrap } from '../../source/syntax-tree';
import type { ModuleStateFact } from '../facts';
import type { FileReader } from '../reading/file-reader';
import { jobHandlersOf, mayDoJobs, snake } from './job-handlers';
import { isJobIdentity, isOfJob } from './job-values';
import { importsWorkers } from './workers';

/** Without one of these words nothing in a file does a job, unless a library hands it out. */
const speaksOfJobs = /job|task|ticket|step|work_?item|assignment|execution/i;
/** Figures about all that ran, and what is made once for all of it. */
const figures =
  /metric|stat(s|istic)|counter|counts?$|total|telemetry|gauge|histogram|timing|latenc|usage|perf|throughput/i;
const madeOnce =
  /(^|_)(pool|client|connection|conn|redis|db|database|browser|logger|registry|registries|handler|plugin|template|config|settings|channel|io|server|transport|emitter|listener|subscriber|cache|memo|memoized|limiter|semaphore|mutex|lock|queue|backlog|pending|waiting|timer|interval|timeout|abort|controller)s?(_|$)/;
/** Functions that run when the process starts or ends. */
const atStart =
  /^_?(init|initialize|setup|configure|register|boot|bootstrap|connect|close|stop|shutdown|dispose|destroy|teardown|reset|clear)([A-Z_]|$)/;

interface Write {
  node: ts.Node;
  /** It stays there although something is taken out elsewhere. */
  kept: boolean;
}

interface State {
  name: string;
  kind: ModuleStateFact['kind'];
  node: ts.Node;
  writes: Write[];
  /** Something is taken out of it, or all of it. */
  cleared: boolean;
}

/**
 * State of the module that a function leaves something of its job in: a variable that is set, a member, a list that grows. What is keyed by the job and taken out
 * again, lazily made, counted, or drained is none.
 */
export function collectModuleState(file: FileReader): void {
  if (!speaksOfJobs.test(file.tree.root.text) && !importsWorkers(file)) return;
  // Told without binding the file: most that speak of steps and tasks do none.
  if (!mayDoJobs(file)) return;
  const states = declaredStates(file);
  file.tree.bind();
  const functions = [...file.functionIndex.keys()].filter(isFunctionNode);
  const handlers = jobHandlersOf(file, functions);
  if (handlers.length === 0) return;
  new StateWrites(file, states).read();
  const found = [...states.values()].filter((each) => each.writes.length > 0);
  if (found.length === 0) return;
  for (const { node, job } of handlers) {
    const index = file.functionIndex.get(node);
    if (index !== undefined) file.facts.jobHandlers.push({ function: index, job });
  }
  for (const { name, kind, node, writes } of found)
    file.facts.moduleStates.push({
      name,
      kind,
      span: file.span(node),
      writes: writes.map((each) => {
        const within = file.within(each.node);
        return { span: file.span(each.node), ...(within === undefined ? {} : { within }) };
      }),
    });
}

/** Variables at the top of the file that can be set, and collections that are kept there. */
function declaredStates(file: FileReader): Map<ts.Node, State> {
  const found = new Map<ts.Node, State>();
  for (const statement of file.tree.root.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    const isConstant = (statement.declarationList.flags & ts.NodeFlags.Const) !== 0;
    for (const declaration of statement.declarationList.declarations) {
      if (!ts.isIdentifier(declaration.name)) continue;
      const name = declaration.name.text;
      const kind = kindOf(file, declaration.initializer, isConstant);
      if (kind === undefined || figures.test(name)) continue;
      found.set(declaration, { name, kind, node: declaration.name, writes: [], cleared: false });
    }
  }
  return found;
}

function kindOf(
  file: FileReader,
  initializer: ts.Expression | undefined,
  isConstant: boolean,
): State['kind'] | undefined {
  const value = initializer && unwrap(initializer);
  if (value && ts.isNewExpression(value) && ts.isIdentifier(value.expression)) {
    if (value.expression.text === 'Map') return 'map';
    if (value.expression.text === 'Set') return 'set';
    if (value.expression.text === 'Array') return 'list';
  }
  if (value && ts.isArrayLiteralExpression(value)) return 'list';
  if (value && (ts.isObjectLiteralExpression(value) || file.text(value).startsWith('Object.create(')))
    return 'object';
  return isConstant ? undefined : 'variable';
}

/** Reads what the functions of a file write into its states. */
class StateWrites {
  readonly #names: ReadonlySet<string>;

  constructor(
    private readonly file: FileReader,
    private readonly states: Map<ts.Node, State>,
  ) {
    this.#names = new Set([...states.values()].map((each) => each.name));
  }

  read(): void {
    const visit = (node: ts.Node): void => {
      if (ts.isIdentifier(node) && this.#names.has(node.text)) this.#note(node);
      else if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken)
        this.#noteElsewhere(node);
      ts.forEachChild(node, visit);
    };
    visit(this.file.tree.root);
    for (const state of this.states.values()) {
      // What grows and is drained is a queue or a buffer; what is set and unset in the same run says so in a finally.
      if (state.cleared && state.kind !== 'variable') state.writes = state.writes.filter((each) => each.kept);
      state.writes = state.writes.filter((each) => !this.#isUnsetFinally(state, each));
    }
  }

  #note(name: ts.Identifier): void {
    const declaration = this.file.tree.declarationOf(name);
    const state = declaration && this.states.get(declaration);
    if (!state || declaration === name.parent) return;
    const parent = name.parent;
    if (ts.isBinaryExpression(parent) && parent.left === name) {
      if (parent.operatorToken.kind === ts.SyntaxKind.EqualsToken) this.#assigned(state, name, parent);
      return;
    }
    if (ts.isCallExpression(parent) && parent.arguments[0] === name) {
      if (this.file.text(parent.expression) === 'Object.assign')
        for (const value of parent.arguments.slice(1)) this.#wrote(state, parent, value, true);
      return;
    }
    const top = chainOf(name);
    if (top === name) return;
    const holder = top.parent;
    if (ts.isDeleteExpression(holder)) state.cleared = true;
    else if (ts.isBinaryExpression(holder) && holder.left === top) this.#setMember(state, top, holder);
    else if (ts.isCallExpression(holder) && holder.expression === top) this.#called(state, top, holder);
  }

  #assigned(state: State, name: ts.Identifier, node: ts.BinaryExpression): void {
    if (isEmpty(this.file, node.right)) {
      if (state.kind !== 'variable') state.cleared = true;
      return;
    }
    if (madeOnce.test(snake(state.name)) || isCarriedOn(this.file, node.right, name.text)) return;
    if (isLazy(this.file, node, name.text)) return;
    this.#wrote(state, node, node.right, true);
  }

  /** `state.current = ticket`, `outputs[ticket.id] = output`, `list.length = 0`. */
  #setMember(state: State, left: ts.Expression, node: ts.BinaryExpression): void {
    if (node.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return;
    if (memberName(left) === 'length' || isEmpty(this.file, node.right)) {
      state.cleared = true;
      return;
    }
    if (isCarriedOn(this.file, node.right, state.name)) return;
    const key = ts.isElementAccessExpression(left) ? unwrap(left.argumentExpression) : undefined;
    if (key && !ts.isStringLiteralLike(key) && !ts.isNumericLiteral(key)) this.#keyed(state, node, key);
    else if (!madeOnce.test(snake(state.name)) && !isLazy(this.file, node, this.file.text(left)))
      this.#wrote(state, node, node.right, true);
  }

  #called(state: State, callee: ts.Expression, node: ts.CallExpression): void {
    const method = memberName(callee) ?? '';
    const [first, second] = node.arguments;
    if (/^(delete|clear|shift|pop|splice)$/.test(method)) state.cleared = true;
    // `lists.get(key).push(value)` grows something that is kept under a key.
    const isDirect = ts.isPropertyAccessExpression(callee) && ts.isIdentifier(unwrap(callee.expression));
    if (!first || !isDirect) return;
    if (method === 'set' && state.kind === 'map' && second) {
      const key = unwrap(first);
      if (isCarriedOn(this.file, second, state.name)) return;
      if (ts.isStringLiteralLike(key)) {
        if (!madeOnce.test(snake(state.name))) this.#wrote(state, node, second, true);
      } else this.#keyed(state, node, key);
    } else if (method === 'add' && state.kind === 'set') this.#keyed(state, node, unwrap(first));
    else if (/^(push|unshift)$/.test(method) && state.kind === 'list' && !madeOnce.test(snake(state.name)))
      this.#wrote(state, node, first, false);
  }

  /** Only what is kept under the job's own key is the job's; the rest is known of other things. */
  #keyed(state: State, node: ts.Node, key: ts.Expression): void {
    if (isJobIdentity(this.file, key)) this.#wrote(state, node, key, false);
  }

  /** `shared.lastOutput = output` of another file's object, of the global object, or of a class of this file. */
  #noteElsewhere(node: ts.BinaryExpression): void {
    const left = unwrap(node.left);
    if (!ts.isPropertyAccessExpression(left) || isEmpty(this.file, node.right)) return;
    const holder = unwrap(left.expression);
    // Each process has one environment, and each module one object that it exports.
    const isShared = /^(process\.env|module\.exports|exports)$/.test(this.file.text(holder));
    if (isShared) {
      if (figures.test(left.name.text) || madeOnce.test(snake(left.name.text))) return;
      this.#noteUndeclared(left, node);
      return;
    }
    if (!ts.isIdentifier(holder) || figures.test(left.name.text) || figures.test(holder.text)) return;
    if (madeOnce.test(snake(left.name.text))) return;
    const declaration = this.file.tree.declarationOf(holder);
    const isGlobal = !declaration && /^(global|globalThis)$/.test(holder.text);
    const isStatic = declaration !== undefined && ts.isClassDeclaration(declaration);
    const path = !isGlobal && !isStatic && declaration ? this.file.paths.of(holder) : undefined;
    const isImported = path !== undefined && this.file.isProjectPath(path) && !path.includes('()');
    if (!isGlobal && !isStatic && !isImported) return;
    this.#noteUndeclared(left, node);
  }

  #noteUndeclared(left: ts.PropertyAccessExpression, node: ts.BinaryExpression): void {
    if (isLazy(this.file, node, this.file.text(left))) return;
    const state = {
      name: this.file.text(left),
      kind: 'object' as const,
      node: left,
      writes: [],
      cleared: false,
    };
    this.#wrote(state, node, node.right, true);
    if (state.writes.length > 0) this.states.set(node, state);
  }

  #wrote(state: State, node: ts.Node, value: ts.Expression, kept: boolean): void {
    const around = functionAround(node);
    if (!around || !isOfJob(this.file, value)) return;
    const within = this.file.within(node);
    const name = within === undefined ? '' : (this.file.facts.functions[within]?.name ?? '');
    if (ts.isConstructorDeclaration(around) || atStart.test(name.slice(name.lastIndexOf('.') + 1))) return;
    state.writes.push({ node, kept });
  }

  /** `try { current = job; … } finally { current = null }`: a worker that does one at a time says which. */
  #isUnsetFinally(state: State, { node }: Write): boolean {
    const around = functionAround(node);
    if (!around?.body) return false;
    const place = ts.isBinaryExpression(node) ? this.file.text(node.left) : state.name;
    let found = false;
    const visit = (at: ts.Node, inFinally: boolean): void => {
      if (ts.isTryStatement(at)) {
        visit(at.tryBlock, inFinally);
        if (at.catchClause) visit(at.catchClause, inFinally);
        if (at.finallyBlock) visit(at.finallyBlock, true);
        return;
      }
      if (
        inFinally &&
        ts.isBinaryExpression(at) &&
        at.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
        this.file.text(at.left) === place
      )
        found = true;
      ts.forEachChild(at, (child) => visit(child, inFinally));
    };
    visit(around.body, false);
    return found;
  }
}

/** The longest chain of members that starts with a name: `state.a.b` of `state`. */
function chainOf(name: ts.Identifier): ts.Expression {
  let at: ts.Expression = name;
  for (;;) {
    const { parent } = at;
    const isNext =
      (ts.isPropertyAccessExpression(parent) ||
        ts.isElementAccessExpression(parent) ||
        ts.isNonNullExpression(parent)) &&
      parent.expression === at;
    if (!isNext) return at;
    at = parent;
  }
}

function functionAround(node: ts.Node): FunctionNode | undefined {
  for (let at = node.parent; at; at = at.parent) if (isFunctionNode(at)) return at;
  return undefined;
}

/** `null`, `[]`, `new Map()`, `false`, `0`: nothing of a job. */
function isEmpty(file: FileReader, expression: ts.Expression): boolean {
  const node = unwrap(expression);
  if (ts.isArrayLiteralExpression(node)) return node.elements.length === 0;
  if (ts.isObjectLiteralExpression(node)) return node.properties.length === 0;
  if (ts.isNewExpression(node)) return (node.arguments?.length ?? 0) === 0;
  return ts.isLiteralExpression(node) || /^(null|undefined|true|false|void 0)$/.test(file.text(node));
}

/** `total + job.size`, `pool || connect()`, `Math.max(longest, took)`: a figure, or what was there before. */
function isCarriedOn(file: FileReader, value: ts.Expression, name: string): boolean {
  const node = unwrap(value);
  const figures =
    ts.isBinaryExpression(node) ||
    ts.isConditionalExpression(node) ||
    (ts.isCallExpression(node) && file.text(node.expression).startsWith('Math.'));
  if (!figures) return false;
  return new RegExp(`(?<![\\w$.])${name.replace(/\$/g, '\\$')}(?![\\w$])`).test(file.text(node));
}

/** `if (!client) client = …`: made once, by whoever comes first. */
function isLazy(file: FileReader, node: ts.Node, place: string): boolean {
  for (let at = node.parent; at && !isFunctionNode(at); at = at.parent) {
    if (ts.isIfStatement(at)) {
      const condition = file.text(at.expression);
      if (
        condition.includes(`!${place}`) ||
        (condition.includes(place) && /null|undefined|===? ?''/.test(condition))
      )
        return true;
    }
  }
  return false;
}
