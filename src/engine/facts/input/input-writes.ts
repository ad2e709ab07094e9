import { isFunctionNode, memberName, type Operation, ts, unwrap } from '../../source/syntax-tree';
import type { GivenValue, InputWriteFact, ParameterWriteFact } from '../facts';
import type { FileReader } from '../reading/file-reader';
import { isCheckedBefore, uncheckedParts } from './input-checks';
import { requestParts } from './input-data';
import { InputStores, isStoring } from './input-stores';
import type { RequestPart } from './request-part';

/** What an id is called: it names a row, and the database refuses one that is none. */
const idLike = /(^|\.)(id|_id|uuid|slug|guid|ids)$|[a-z](Id|ID|Ids|Uuid)$|_id$/;
/** What a function is called that is given data and surely writes none of it. */
const reading =
  /^(get|find|list|load|is|has|log|format|map|to|parse|check|count|search|read|fetch|render|debug|info|warn|error|trace|compare|hash|sign|verify|encrypt|decrypt|convert|transform|serialize|t|next|use)([A-Z]|$)|valid|schema|sanitiz|dto$/i;
const requestText =
  /\b(req|request|ctx|context|c|event)\b[^\n]{0,40}\b(body|query|params|json|parseBody|formData)\b|\{[^}\n]*\b(body|query)\b[^}\n]*\}|@(Body|Query)\(|:\s*FormData\b/;

/**
 * Request data that reaches a write unchecked, and parameters that do, from which the model puts together what goes through
 * functions of several files. Runs after all queries and calls of the file are known.
 */
export function collectInputWrites(file: FileReader): void {
  const { facts } = file;
  if (facts.imports.some((each) => file.libraries.is(each.specifier, 'validator'))) facts.checksInput = true;
  if (facts.side === 'browser' || facts.role !== 'source') return;
  const stores = new InputStores(file);
  // Most files neither handle a request nor hand anything on: they are told by their text and their facts.
  if (!stores.any && facts.calls.length === 0 && !requestText.test(file.tree.root.text)) return;
  file.tree.bind();
  const collector = new InputWrites(file);
  for (const node of file.tree.operations) {
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const data = stores.ofCall(node);
      if (data.length > 0) collector.add(node, data);
      else if (ts.isCallExpression(node) && node.arguments.length > 0 && file.ownCalls.has(node))
        collector.addHanded(node);
    } else if (ts.isTaggedTemplateExpression(node)) collector.add(node, stores.ofTemplate(node));
    else if (stores.saves) collector.addToEntity(node);
  }
}

class InputWrites {
  /** Parts that were told of, and keys of what would be said twice. */
  readonly #done = new Set<ts.Node | string>();

  constructor(private readonly file: FileReader) {}

  /** Data that goes into a write. */
  add(node: Operation, data: readonly ts.Expression[]): void {
    const all = data
      .flatMap((each) => requestParts(this.file, each))
      .filter((part) => !this.#done.has(part.node) && isData(part));
    this.#addParameters(node, all);
    this.#addRequest(node, all);
  }

  /** Data that is given to a function of the project; whether that writes it, the model can tell. */
  addHanded(node: ts.CallExpression): void {
    const { file } = this;
    const callee = unwrap(node.expression);
    const name = ts.isIdentifier(callee) ? callee.text : (memberName(callee) ?? '');
    if (reading.test(name)) return;
    const path = file.paths.of(callee);
    if (path === undefined || !(file.isProjectPath(path) || /^(local|this)#/.test(path))) return;
    const handed = node.arguments.flatMap((each, argument) =>
      requestParts(file, each)
        .filter((part) => isData(part) && !this.#done.has(part.node))
        .map((part) => ({ part, argument })),
    );
    if (handed.length === 0) return;
    this.#addParameters(
      node,
      handed.map(({ part }) => part),
      new Map(handed.map(({ part, argument }) => [part, argument])),
    );
    this.#addRequest(
      node,
      handed.map(({ part }) => part),
      new Map(handed.map(({ part, argument }) => [part, argument])),
    );
  }

  /** `post.title = req.body.title` on something that is saved later. */
  addToEntity(node: ts.BinaryExpression): void {
    const { left, right, operatorToken } = node;
    if (operatorToken.kind !== ts.SyntaxKind.EqualsToken || !ts.isPropertyAccessExpression(left)) return;
    if (!ts.isIdentifier(left.expression)) return;
    const name = left.expression.text;
    const escaped = name.replace(/\$/g, '\\$');
    if (
      !new RegExp(`\\b${escaped}\\.save\\(|\\.(save|persist\\w*)\\(${escaped}\\)`).test(
        this.file.tree.root.text,
      )
    )
      return;
    const key = `${outermostFunction(node)?.pos}:${name}`;
    if (this.#done.has(key)) return;
    const before = this.file.facts.inputWrites.length;
    this.add(node, [right]);
    if (this.file.facts.inputWrites.length > before) this.#done.add(key);
  }

  #addRequest(
    node: Operation,
    parts: readonly RequestPart[],
    argumentOf?: ReadonlyMap<RequestPart, number>,
  ): void {
    const { file } = this;
    const all = parts.filter((part) => part.parameter === undefined);
    const [some] = all;
    if (!some) return;
    const handler = handlerOf(node, some.root);
    if (!handler || isCheckedBefore(file, handler, some.root)) return;
    const left = uncheckedParts(file, handler, node, all);
    const [first] = left;
    if (!first) return;
    const whole = left.find((part) => part.field === undefined);
    const shown = whole ?? first;
    const roots = new Set(left.map((part) => part.root));
    const fields = [...new Set(left.flatMap((part) => part.field ?? []))];
    // `repository.save(repository.create(body))` in two statements writes the same once.
    const key = `${handler.pos}:${shown.root}:${whole ? '' : fields.join()}:${argumentOf ? node.pos : ''}`;
    if (this.#done.has(key)) return;
    this.#done.add(key);
    // What is handed on may be no write at all, and the same may be written here.
    if (!argumentOf) for (const part of left) this.#done.add(part.node);
    const fact: InputWriteFact = {
      span: file.span(shown.node),
      root: roots.size > 1 && !whole ? 'the request' : shown.root,
      whole: whole !== undefined,
      fields,
      ...this.#deed(node),
    };
    if (argumentOf)
      fact.handed = left.map((part) => ({
        ...givenValue(part, argumentOf),
        span: file.span(part.node),
        root: part.root,
        ...(part.type === undefined ? {} : { type: part.type }),
      }));
    const name = handlerName(handler);
    if (name !== undefined) fact.handler = name;
    if (shown.type !== undefined) fact.type = shown.type;
    file.facts.inputWrites.push(fact);
  }

  #addParameters(
    node: Operation,
    parts: readonly RequestPart[],
    argumentOf?: ReadonlyMap<RequestPart, number>,
  ): void {
    const { file } = this;
    for (const part of parts) {
      if (!part.parameter) continue;
      const { owner, index } = part.parameter;
      const within = file.functionIndex.get(owner);
      if (within === undefined || file.facts.functions[within]?.name === '') continue;
      if (uncheckedParts(file, owner, node, [part]).length === 0) continue;
      const key = `parameter:${owner.pos}:${index}:${part.field ?? ''}:${argumentOf ? part.node.pos : ''}`;
      if (this.#done.has(key)) continue;
      this.#done.add(key);
      const { write, writeSpan, callee } = this.#deed(node);
      const fact: ParameterWriteFact = { function: within, parameter: index, write, writeSpan };
      if (part.field !== undefined) fact.field = part.field;
      if (part.except) fact.except = part.except;
      if (callee !== undefined) fact.callee = callee;
      if (argumentOf) fact.given = givenValue(part, argumentOf);
      file.facts.parameterWrites.push(fact);
    }
  }

  /** What is done with the data, and where. */
  #deed(node: Operation): Pick<InputWriteFact, 'write' | 'writeSpan' | 'callee' | 'within'> {
    const { file } = this;
    const target = ts.isBinaryExpression(node)
      ? node.left
      : ts.isTaggedTemplateExpression(node)
        ? node.tag
        : node.expression;
    const callee = ts.isBinaryExpression(node) ? undefined : file.paths.of(unwrap(target));
    const within = file.within(node);
    return {
      write: nameOfTarget(file, target),
      writeSpan: file.span(node),
      ...(callee === undefined ? {} : { callee }),
      ...(within === undefined ? {} : { within }),
    };
  }
}

/** `pool.query`, `db.insert().values`; of a long one its last two names. */
function nameOfTarget(file: FileReader, target: ts.Expression): string {
  const names: string[] = [];
  for (let at = unwrap(target); ; ) {
    if (ts.isCallExpression(at) || ts.isNewExpression(at)) {
      const callee = unwrap(at.expression);
      names.unshift(ts.isIdentifier(callee) ? `${callee.text}()` : `${memberName(callee) ?? ''}()`);
      at = ts.isPropertyAccessExpression(callee) ? unwrap(callee.expression) : callee;
      if (ts.isIdentifier(at) && at === callee) break;
    } else if (ts.isPropertyAccessExpression(at)) {
      names.unshift(at.name.text);
      at = unwrap(at.expression);
    } else {
      if (at.kind !== ts.SyntaxKind.ThisKeyword || names.length < 2) names.unshift(file.words(at, 40));
      break;
    }
  }
  // What follows the step that stores says nothing of it: `returning()`, `where()`.
  const last = names.findLastIndex((each) => isStoring(each.replace('()', '')));
  if (last >= 0) names.splice(last, names.length, (names[last] as string).replace('()', ''));
  const name = names.join('.');
  return name.length > 50 ? names.slice(-2).join('.') : name;
}

function givenValue(part: RequestPart, argumentOf: ReadonlyMap<RequestPart, number>): GivenValue {
  const { member, field, except } = part;
  return {
    argument: argumentOf.get(part) ?? 0,
    ...(member === undefined ? {} : { member }),
    ...(field === undefined ? {} : { field }),
    ...(except === undefined ? {} : { except }),
  };
}

/** Ids are refused by the database when they are none; headers and files are not meant. */
function isData(part: RequestPart): boolean {
  if (part.field !== undefined) return !idLike.test(part.field);
  if (part.parameter) return !idLike.test(part.root);
  return !/params$|pathParameters$|param$/.test(part.root);
}

/** The function that handles the request: the one around a write that is given the request, else the outermost. */
function handlerOf(node: ts.Node, root: string): ts.Node | undefined {
  const name = new RegExp(`\\b${(root.split('.')[0] ?? root).replace(/\$/g, '\\$')}\\b`);
  for (let at = node.parent; at; at = at.parent) {
    if (isFunctionNode(at) && at.parameters.some((each) => name.test(each.name.getText()))) return at;
    if (ts.isMethodDeclaration(at) || ts.isClassLike(at)) break;
  }
  return outermostFunction(node);
}

function outermostFunction(node: ts.Node): ts.Node | undefined {
  let found: ts.Node | undefined;
  for (let at = node.parent; at; at = at.parent) {
    if (isFunctionNode(at)) found = at;
    if (ts.isMethodDeclaration(at) || ts.isClassLike(at)) break;
  }
  return found;
}

/** The name that a handler is exported or routed by. */
function handlerName(handler: ts.Node): string | undefined {
  if (ts.isFunctionDeclaration(handler) || ts.isMethodDeclaration(handler)) return handler.name?.getText();
  for (let at = handler.parent; at; at = at.parent) {
    if (ts.isVariableDeclaration(at) || ts.isPropertyAssignment(at) || ts.isPropertyDeclaration(at))
      return at.name.getText();
    if (ts.isBinaryExpression(at)) return memberName(at.left);
    if (ts.isStatement(at)) return undefined;
  }
  return undefined;
}
