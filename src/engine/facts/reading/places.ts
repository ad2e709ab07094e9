import type { Span } from '../../source/span';
import { type FunctionNode, isFunctionNode, memberName, ts, unwrap } from '../../source/syntax-tree';
import type { FileFacts, LoopFact, PlaceFact } from '../facts';
import { calleeName } from './file-reader';
import { hasKey, isListOfBatches, isOfFixedSize, isSpelledOut } from './loop-lists';

const kinds = ts.SyntaxKind;

/** Methods that call their callback once per element, before they return. */
const perElement =
  /^(map|forEach|flatMap|filter|some|every|find|findIndex|findLast|reduce|reduceRight|mapSeries|eachSeries|eachLimit|mapLimit|eachOf)$/;
/** What array functions that take their list as an argument are called on. */
const helperLibrary = /^(async|_|lodash|Promise|Bluebird|\$)$/;
/** Calls that keep a callback for later: events, timers, routes, jobs, tools of a language model, tests. */
const later =
  /^(on|once|off|addListener|prependListener|addEventListener|setTimeout|setInterval|setImmediate|nextTick|queueMicrotask|schedule|scheduleJob|cron|subscribe|use|get|post|put|patch|delete|all|head|options|route|register|listen|describe|it|test|before|after|beforeEach|afterEach|beforeAll|afterAll|process|consume|createServer|handle|handler|debounce|throttle|memoize|memo|useCallback|useEffect|useMemo|useQuery|useMutation|addHook|decorate|provide|defineEventHandler|createRouter|query|mutation|command|action|middleware|wrap|asyncHandler|tool|registerTool|registerResource|registerPrompt)$/;

// Asked for every node of every file: one look-up by the kind of what is around it, and most nodes are done with.
const placeMakers: boolean[] = [];
for (const kind of [
  ...[
    kinds.ForOfStatement,
    kinds.ForInStatement,
    kinds.ForStatement,
    kinds.WhileStatement,
    kinds.DoStatement,
  ],
  ...[kinds.IfStatement, kinds.ConditionalExpression, kinds.CaseBlock, kinds.TryStatement],
  ...[kinds.CallExpression, kinds.VariableDeclaration, kinds.PropertyAssignment, kinds.PropertyDeclaration],
]) {
  placeMakers[kind] = true;
}

/**
 * The parts of a file in which code runs together: functions, what a loop repeats, the arms of branches. Filled by the one
 * walk, as it enters and leaves nodes.
 */
export class Places {
  readonly list: PlaceFact[] = [];
  #at: number | undefined;
  /** Calls whose result is kept under a name: what they were given may run later, whenever that is called. */
  readonly #kept = new WeakSet<ts.Node>();

  constructor(
    private readonly root: ts.SourceFile,
    private readonly facts: FileFacts,
  ) {}

  /** Enters the places that a node begins; give what it returns to `leave`. */
  enter(node: ts.Node, parent: ts.Node): number | undefined {
    const before = this.#at;
    if (placeMakers[parent.kind] !== true) return before;
    if (
      node.kind === kinds.CallExpression &&
      (parent.kind === kinds.VariableDeclaration ||
        parent.kind === kinds.PropertyAssignment ||
        parent.kind === kinds.PropertyDeclaration)
    )
      this.#kept.add(node);
    const loop = this.#loopOf(node, parent);
    if (loop) this.#push({ kind: 'loop', span: this.#span(node), loop });
    else this.#arm(node, parent);
    return before;
  }

  /** Enters a function that the walk has just recorded. */
  enterFunction(node: ts.Node, parent: ts.Node, index: number): void {
    this.#push({
      kind: 'function',
      span: this.#span(node),
      function: index,
      atOnce: runsAtOnce(node, parent) && !(this.#kept.has(parent) && !this.#isPerElement(parent)),
    });
  }

  #isPerElement(call: ts.Node): boolean {
    const name = ts.isCallExpression(call) ? calleeName(call.expression) : undefined;
    return name !== undefined && (perElement.test(name) || /^(then|catch|finally)$/.test(name));
  }

  leave(before: number | undefined): void {
    this.#at = before;
  }

  #push(place: PlaceFact): void {
    if (this.#at !== undefined) place.outer = this.#at;
    this.#at = this.list.length;
    this.list.push(place);
  }

  #span(node: ts.Node): Span {
    return { start: node.getStart(this.root), end: node.end };
  }

  #text(node: ts.Node): string {
    return this.root.text.slice(node.getStart(this.root), node.end);
  }

  /** What repeats this node: the loop whose body it is, or the array method that it is given to. */
  #loopOf(node: ts.Node, parent: ts.Node): LoopFact | undefined {
    switch (parent.kind) {
      case kinds.ForOfStatement:
      case kinds.ForInStatement: {
        const loop = parent as ts.ForOfStatement;
        if (loop.statement !== node) return undefined;
        const head = { start: loop.getStart(this.root), end: loop.expression.end };
        if (loop.awaitModifier) return { head, over: this.#text(loop.expression), each: 'stream', names: [] };
        return this.#elements(head, loop.expression, namesOf(loop.initializer));
      }
      case kinds.ForStatement: {
        const loop = parent as ts.ForStatement;
        return loop.statement === node ? this.#counted(loop) : undefined;
      }
      case kinds.WhileStatement:
      case kinds.DoStatement: {
        const loop = parent as ts.WhileStatement | ts.DoStatement;
        if (loop.statement !== node) return undefined;
        const head = { start: loop.getStart(this.root), end: Math.min(loop.end, loop.expression.end) };
        const over = this.#text(loop.expression);
        const body = this.#text(loop.statement);
        // Only a loop that goes through a list, or takes elements off it, runs once per element; all others wait, page or retry.
        const counter = /^\(?([\w$]+) <=? [\w$.]+\.(?:length|size)\)?$/.exec(over)?.[1];
        const counts =
          counter !== undefined &&
          new RegExp(`\\b${counter}(\\+\\+| \\+= 1\\b)|\\+\\+${counter}\\b`).test(body);
        const takes = /\.(shift|pop)\(\)/.test(`${over} ${body}`) || counts;
        const waits = /\b(sleep|delay|setTimeout|wait)\b/.test(body);
        return {
          head,
          over: counts ? over.replace(/^.* <=? ([\w$.]+)\.(length|size)\)?$/, '$1') : over,
          each: takes && !waits ? 'element' : 'poll',
          names: counter !== undefined && counts ? [counter] : [],
        };
      }
      case kinds.CallExpression: {
        const call = parent as ts.CallExpression;
        const isFunction = isFunctionNode(node);
        if (!isFunction && !(node === call.arguments[0] && isPassedByName(node))) return undefined;
        const callee = unwrap(call.expression);
        const method = memberName(callee);
        if (method === undefined || !ts.isPropertyAccessExpression(callee))
          return isFunction ? this.#ofConcurrent(node, call) : undefined;
        if (
          !perElement.test(method) &&
          !(method === 'each' && helperLibrary.test(this.#text(callee.expression)))
        )
          return undefined;
        if (!isFunction)
          return this.#elements(
            { start: callee.name.getStart(this.root), end: callee.name.end },
            callee.expression,
            [ts.isIdentifier(node) ? node.text : (memberName(node) ?? '')],
          );
        const taken = /^reduce/.test(method) ? node.parameters[1] : node.parameters[0];
        const head = { start: callee.name.getStart(this.root), end: callee.name.end };
        // `async.mapSeries(list, callback)` has its list as an argument.
        const list = call.arguments[0] !== node && call.arguments[0] ? call.arguments[0] : callee.expression;
        if (call.arguments[0] !== node && !helperLibrary.test(this.#text(callee.expression)))
          return undefined;
        const index = /^reduce/.test(method) ? node.parameters[2] : node.parameters[1];
        return this.#elements(
          head,
          list,
          [taken, index].flatMap((each) => (each ? bindingNames(each.name) : [])),
        );
      }
      default:
        return undefined;
    }
  }

  /** `pMap(ids, async (id) => …)`, of the package p-map and its like. */
  #ofConcurrent(callback: FunctionNode, call: ts.CallExpression): LoopFact | undefined {
    const [list] = call.arguments;
    if (!list || list === callback || !ts.isIdentifier(call.expression)) return undefined;
    if (
      !/^(pMap|pEach|pFilter|mapSeries|eachSeries|asyncForEach|forEachAsync|mapAsync)$/.test(
        call.expression.text,
      )
    )
      return undefined;
    const [taken] = callback.parameters;
    return this.#elements(this.#span(call.expression), list, taken ? bindingNames(taken.name) : []);
  }

  #elements(head: Span, list: ts.Expression, names: string[]): LoopFact {
    const over = this.#text(list);
    const node = unwrap(list);
    let each: LoopFact['each'] = 'element';
    if (ts.isArrayLiteralExpression(node) && !node.elements.some(ts.isSpreadElement)) each = 'fixed';
    else if (isOfFixedSize.test(over)) each = 'fixed';
    else if (
      isListOfBatches.test(over) ||
      names.some((name) => /^(chunk|batch|bundle|page|slice|part)s?$|(Chunk|Batch|Bundle|Page)$/.test(name))
    )
      each = 'batch';
    else if (
      /^[A-Z][A-Z0-9_]+$/.test(over) ||
      /^Object\.(keys|values|entries)\([A-Z][A-Z0-9_]+\)$/.test(over)
    )
      each = 'fixed';
    else if (/attempt|retr(y|ies)/i.test(over)) each = 'retry';
    return { head, over, each, names };
  }

  /** `for (let i = 0; i < xs.length; i++)`: per element, unless it counts attempts or steps by more than one. */
  #counted(loop: ts.ForStatement): LoopFact {
    const end = loop.incrementor?.end ?? loop.condition?.end ?? loop.statement.pos;
    const head = { start: loop.getStart(this.root), end };
    const words = this.root.text.slice(head.start, end);
    const names = loop.initializer ? namesOf(loop.initializer) : [];
    const over = loop.condition ? this.#text(loop.condition) : '';
    const steps =
      /\+=\s*(?!1\b)[\w.]+/.test(words) ||
      names.some((name) => /offset|page|cursor|batch|chunk|skip/i.test(name)) ||
      /(batches|pages|chunks|(page|batch|chunk)\w*)$/i.test(over);
    const bound =
      loop.condition && ts.isBinaryExpression(loop.condition) ? unwrap(loop.condition.right) : undefined;
    const each = /attempt|retr(y|ies)|tries/i.test(words)
      ? 'retry'
      : steps
        ? 'batch'
        : bound && ts.isNumericLiteral(bound)
          ? 'fixed'
          : loop.condition
            ? 'element'
            : 'poll';
    return { head, over, each, names };
  }

  /** Branches: code in two arms of one never runs in the same pass. */
  #arm(node: ts.Node, parent: ts.Node): void {
    const name = armName(node, parent);
    if (name === undefined) return;
    const of = parent.kind === kinds.CaseBlock ? parent.pos : parent.getStart(this.root);
    const ends = endedBy(node);
    const arm = { of, name, leaves: leaves(node), ...(ends === undefined ? {} : { ends }) };
    this.#push({ kind: 'arm', span: this.#span(node), arm });
  }

  /** Names that a loop's body declares are made from its element; asked once all places are known. */
  finish(): void {
    const { text } = this.root;
    for (const { loop, span } of this.list) {
      if (loop?.each !== 'element' && loop?.each !== 'batch') continue;
      const body = text.slice(span.start, span.end);
      // Pages of a site are called like pages of a result, but only they have a key.
      if (loop.each === 'batch' && loop.names.some((name) => hasKey(name, body))) loop.each = 'element';
      if (loop.each === 'element' && isSpelledOut(loop.over, text)) loop.each = 'fixed';
      for (const match of body.matchAll(/\b(?:const|let|var)\s+(?:\{([^}]*)\}|\[([^\]]*)\]|([\w$]+))/g)) {
        for (const name of (match[1] ?? match[2] ?? match[3] ?? '').matchAll(
          /(?:[\w$]+\s*:\s*)?([\w$]+)\s*(?:=[^,]*)?(?:,|$)/g,
        )) {
          if (name[1]) loop.names.push(name[1]);
        }
      }
    }
    this.facts.places = this.list;
  }
}

/** Whether an argument hands over a function by its name. */
export function isPassedByName(node: ts.Node): node is ts.Identifier | ts.PropertyAccessExpression {
  if (ts.isIdentifier(node))
    return !/^(Boolean|String|Number|parseInt|parseFloat|BigInt|undefined)$/.test(node.text);
  return ts.isPropertyAccessExpression(node);
}

function armName(node: ts.Node, parent: ts.Node): string | undefined {
  switch (parent.kind) {
    case kinds.IfStatement:
      if ((parent as ts.IfStatement).thenStatement === node) return 'then';
      return (parent as ts.IfStatement).elseStatement === node ? 'else' : undefined;
    case kinds.ConditionalExpression:
      if ((parent as ts.ConditionalExpression).whenTrue === node) return 'then';
      return (parent as ts.ConditionalExpression).whenFalse === node ? 'else' : undefined;
    case kinds.CaseBlock:
      return String(node.pos);
    case kinds.TryStatement:
      if ((parent as ts.TryStatement).tryBlock === node) return 'try';
      if ((parent as ts.TryStatement).catchClause === node) return 'catch';
      return (parent as ts.TryStatement).finallyBlock === node ? 'finally' : undefined;
    default:
      return undefined;
  }
}

/** Whether code after a branch does not follow this arm: it ends in return, throw, continue, break. */
function leaves(node: ts.Node): boolean {
  if (ts.isCaseOrDefaultClause(node))
    return node.statements.some(
      (statement) => ts.isReturnStatement(statement) || ts.isThrowStatement(statement),
    );
  const last = ts.isBlock(node) ? node.statements[node.statements.length - 1] : node;
  return (
    last !== undefined &&
    (ts.isReturnStatement(last) ||
      ts.isThrowStatement(last) ||
      ts.isContinueStatement(last) ||
      ts.isBreakStatement(last))
  );
}

/** What no other pass of follows an arm: of the whole function, where it ends in return or throw; of a loop, where it breaks. */
function endedBy(node: ts.Node): 'function' | 'loop' | undefined {
  if (ts.isCaseOrDefaultClause(node)) return leaves(node) ? 'function' : undefined;
  const last = ts.isBlock(node) ? node.statements[node.statements.length - 1] : node;
  if (last === undefined) return undefined;
  if (ts.isReturnStatement(last) || ts.isThrowStatement(last)) return 'function';
  return ts.isBreakStatement(last) ? 'loop' : undefined;
}

/** A function that is called where it stands: a callback of something that does not keep it, or one that is called on the spot. */
function runsAtOnce(node: ts.Node, parent: ts.Node): boolean {
  if (parent.kind === kinds.ParenthesizedExpression) return true;
  // `new Worker('mail', async (job) => …)` calls it for each job, `new Promise((resolve) => …)` now.
  if (parent.kind === kinds.NewExpression)
    return calleeName((parent as ts.NewExpression).expression) !== 'Worker';
  if (parent.kind !== kinds.CallExpression) return false;
  const call = parent as ts.CallExpression;
  if (call.expression === node) return true;
  const name = calleeName(call.expression);
  // `db.query(sql, values, (error, rows) => …)`: what follows the query, unlike the resolver of `procedure.query(…)`.
  if (name === 'query' && call.arguments[0] !== node) return true;
  // `boss.work('mail', async ([job]) => …)`, unlike a unit of work: `store.work(async () => …)`.
  if (name === 'work' && call.arguments[0] !== node) return false;
  return name !== undefined && !later.test(name);
}

function namesOf(initializer: ts.ForInitializer): string[] {
  if (!ts.isVariableDeclarationList(initializer))
    return ts.isIdentifier(initializer) ? [initializer.text] : [];
  return initializer.declarations.flatMap((declaration) => bindingNames(declaration.name));
}

function bindingNames(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) =>
    ts.isOmittedExpression(element) ? [] : bindingNames(element.name),
  );
}
