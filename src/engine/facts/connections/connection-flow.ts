import { ts, unwrap } from '../../source/syntax-tree';

/** May-states of one connection, as bits; none means that the place is not reached. */
export type State = number;
export const unreached: State = 0;
export const free: State = 1;
export const held: State = 2;

/** A way out of a function or a part of it, and what may be true of the connection there. */
export interface Exit {
  kind: 'return' | 'throw' | 'break' | 'continue';
  state: State;
  node: ts.Node;
}

/** What expressions do to the connection that is watched. */
export interface Effects {
  /** The state after an expression; ways out of it are added to `exits`. */
  expression(node: ts.Expression, state: State, exits: Exit[]): State;
  /** The state after `return expression`: a connection that is returned is the caller's. */
  returned(node: ts.Expression, state: State, exits: Exit[]): State;
  /** The states where a condition holds and where it does not. */
  narrow(condition: ts.Expression, state: State): { met: State; unmet: State };
  /** Whether a statement gives the connection back in some place. */
  releases(node: ts.Node): boolean;
}

/**
 * Follows one connection through the statements of a function, over branches, loops and try statements, as an abstract
 * interpretation over two facts: it may be held, it may be free. Loops are run twice, which is enough for two facts.
 */
export class ConnectionFlow {
  constructor(private readonly effects: Effects) {}

  /** The ways out of a function body, its normal end included as a `return` at the body's node. */
  run(body: ts.ConciseBody, state: State): Exit[] {
    const exits: Exit[] = [];
    if (!ts.isBlock(body)) {
      const after = this.effects.returned(body, state, exits);
      exits.push({ kind: 'return', state: after, node: body });
      return exits;
    }
    const end = this.#all(body.statements, state, exits);
    if (end !== unreached) exits.push({ kind: 'return', state: end, node: body });
    return exits;
  }

  #all(statements: readonly ts.Statement[], state: State, exits: Exit[]): State {
    let at = state;
    for (const statement of statements) {
      if (at === unreached) break;
      at = this.#statement(statement, at, exits);
    }
    return at;
  }

  #statement(node: ts.Statement, state: State, exits: Exit[]): State {
    const { effects } = this;
    if (ts.isBlock(node)) return this.#all(node.statements, state, exits);
    if (ts.isExpressionStatement(node)) return effects.expression(node.expression, state, exits);
    if (ts.isVariableStatement(node)) return this.#declared(node.declarationList, state, exits);
    if (ts.isReturnStatement(node)) {
      const after = node.expression ? effects.returned(node.expression, state, exits) : state;
      if (after !== unreached) exits.push({ kind: 'return', state: after, node });
      return unreached;
    }
    if (ts.isThrowStatement(node)) {
      exits.push({ kind: 'throw', state: effects.expression(node.expression, state, exits), node });
      return unreached;
    }
    if (ts.isIfStatement(node)) return this.#branch(node, state, exits);
    if (ts.isTryStatement(node)) return this.#guarded(node, state, exits);
    if (ts.isSwitchStatement(node)) return this.#switched(node, state, exits);
    if (ts.isIterationStatement(node, false)) return this.#repeated(node, state, exits);
    if (ts.isLabeledStatement(node)) return this.#statement(node.statement, state, exits);
    if (ts.isBreakStatement(node) || ts.isContinueStatement(node)) {
      exits.push({ kind: ts.isBreakStatement(node) ? 'break' : 'continue', state, node });
      return unreached;
    }
    return state;
  }

  #declared(list: ts.VariableDeclarationList, state: State, exits: Exit[]): State {
    let at = state;
    for (const { initializer } of list.declarations)
      if (initializer) at = this.effects.expression(initializer, at, exits);
    return at;
  }

  #branch(node: ts.IfStatement, state: State, exits: Exit[]): State {
    const { effects } = this;
    const tested = effects.expression(node.expression, state, exits);
    const { met, unmet } = effects.narrow(node.expression, tested);
    const afterThen = met === unreached ? unreached : this.#statement(node.thenStatement, met, exits);
    if (!node.elseStatement) return afterThen | unmet;
    return afterThen | (unmet === unreached ? unreached : this.#statement(node.elseStatement, unmet, exits));
  }

  #guarded(node: ts.TryStatement, state: State, outer: Exit[]): State {
    let exits: Exit[] = [];
    let next = this.#all(node.tryBlock.statements, state, exits);
    if (node.catchClause) {
      const thrown = exits.filter((each) => each.kind === 'throw');
      const caught = thrown.reduce((all, each) => all | each.state, unreached);
      exits = exits.filter((each) => each.kind !== 'throw');
      if (caught !== unreached) next |= this.#all(node.catchClause.block.statements, caught, exits);
    }
    const { finallyBlock } = node;
    if (!finallyBlock) {
      outer.push(...exits);
      return next;
    }
    const finish = (before: State): State => {
      if (before === unreached) return unreached;
      // Code that decides in `finally` whether to give back keeps a flag for it.
      const after = this.#all(finallyBlock.statements, before, outer);
      return after & held && this.effects.releases(finallyBlock) ? free : after;
    };
    for (const each of exits) outer.push({ ...each, state: finish(each.state) });
    return finish(next);
  }

  #switched(node: ts.SwitchStatement, state: State, outer: Exit[]): State {
    const exits: Exit[] = [];
    const start = this.effects.expression(node.expression, state, exits);
    let at = unreached;
    let hasDefault = false;
    for (const clause of node.caseBlock.clauses) {
      hasDefault ||= ts.isDefaultClause(clause);
      at = this.#all(clause.statements, at | start, exits);
    }
    const broken = exits.filter((each) => each.kind === 'break');
    outer.push(...exits.filter((each) => each.kind !== 'break'));
    return broken.reduce((all, each) => all | each.state, at | (hasDefault ? unreached : start));
  }

  #repeated(node: ts.IterationStatement, state: State, outer: Exit[]): State {
    const { effects } = this;
    let start = state;
    if (ts.isForStatement(node) && node.initializer)
      start = ts.isVariableDeclarationList(node.initializer)
        ? this.#declared(node.initializer, start, outer)
        : effects.expression(node.initializer, start, outer);
    if (ts.isForOfStatement(node) || ts.isForInStatement(node))
      start = effects.expression(node.expression, start, outer);
    const condition = conditionOf(node);
    const endless =
      ts.isForStatement(node) || ts.isWhileStatement(node) || ts.isDoStatement(node)
        ? condition === undefined || unwrap(condition).kind === ts.SyntaxKind.TrueKeyword
        : false;
    let before = start;
    let out = unreached;
    for (let pass = 0; pass < 2; pass++) {
      const exits: Exit[] = [];
      const entered = condition ? effects.expression(condition, before, exits) : before;
      let after = this.#statement(node.statement, entered, exits);
      for (const each of exits) {
        if (each.kind === 'continue') after |= each.state;
        else if (each.kind === 'break') out |= each.state;
        else if (pass === 1 || !isKnown(outer, each)) outer.push(each);
      }
      if (!endless) out |= ts.isDoStatement(node) ? after : entered | after;
      before |= after;
    }
    return out;
  }
}

function isKnown(exits: readonly Exit[], { node, state }: Exit): boolean {
  return exits.some((each) => each.node === node && each.state === state);
}

function conditionOf(node: ts.IterationStatement): ts.Expression | undefined {
  if (ts.isForStatement(node)) return node.condition;
  return ts.isWhileStatement(node) || ts.isDoStatement(node) ? node.expression : undefined;
}
