import {
  type FunctionNode,
  isFunctionNode,
  memberName,
  propertyName,
  type SyntaxTree,
  ts,
  unwrap,
} from '../source/syntax-tree';
import { type AccessPaths, assignmentToThis, enclosingClass, isProjectPath, splitPath } from './access-path';
import {
  isExported,
  isHandedOn,
  isHandlerLike,
  keysOfPattern,
  nameOf,
  returnsOf,
  rootOfPattern,
} from './function-syntax';
import { allowListed, alternatives, conditionOf, leaves } from './guards';
import { parsedMember } from './validated-values';
import { constant, isFree, number, ofType, placeholder, type Source, unknown, worst } from './value-source';

/** How far values are followed; what lies deeper is unknown. */
const maxDepth = 12;

/** What a request is called, and the members that hold what a caller sent. */
const requestNames = /^_?(req|request|ctx|context|c|event|socket|call)$/;
const requestMembers = new Set([
  'query',
  'params',
  'body',
  'headers',
  'cookies',
  'signedCookies',
  'rawBody',
  'files',
  'file',
  'queryStringParameters',
  'pathParameters',
  'multiValueQueryStringParameters',
  'url',
  'originalUrl',
  'hostname',
  'nextUrl',
  'searchParams',
  'param',
  'header',
  'formData',
  'json',
  'text',
  'get',
  'parseBody',
  'queries',
  'valid',
]);
/** NestJS decorators that hand data of a request to a parameter. */
const requestDecorators = new Set([
  'Body',
  'Query',
  'Param',
  'Headers',
  'Req',
  'UploadedFile',
  'Args',
  'MessageBody',
]);
const numericCalls = /^(Number|parseInt|parseFloat|BigInt)$|^(Math|Number|Date|performance)\.\w+$/;
const numericMembers = new Set(['length', 'size', 'byteLength']);
const numericMethods = new Set([
  'getTime',
  'valueOf',
  'toFixed',
  'indexOf',
  'lastIndexOf',
  'findIndex',
  'getFullYear',
  'getMonth',
  'getDate',
  'getHours',
  'getMinutes',
  'toISOString',
  'charCodeAt',
  'push',
  'unshift',
  'unix',
]);
/** Methods whose result is made of the receiver's own text (and perhaps of their arguments'). */
const textMethods = new Set([
  'trim',
  'trimStart',
  'trimEnd',
  'toLowerCase',
  'toUpperCase',
  'toString',
  'slice',
  'substring',
  'substr',
  'replace',
  'replaceAll',
  'split',
  'concat',
  'join',
  'padStart',
  'padEnd',
  'repeat',
  'normalize',
  'at',
  'pop',
  'shift',
  'filter',
  'sort',
  'reverse',
  'flat',
  'toLocaleLowerCase',
  'toLocaleUpperCase',
  'values',
  'keys',
  'entries',
  'get',
  'charAt',
]);
const escapers =
  /(^|[.#])((quote|escape)(Qualified|Sql|SQL|Table|Column|Name|Identifiers?|Literals?|Value|Ident)\w*|escape|escapeId|escapeIdentifier|escapeLiteral|quoteIdent|quoteLiteral|quoteIdentifier|pgEscape|sqlstring|ident|literal|escapeString)$/;

/**
 * The one analysis of where values come from. Every rule that asks "is this a constant, or does it come from
 * outside?" asks here. It follows local variables, additions, helper functions of the same file and guards; it never
 * guesses across files.
 */
export class Values {
  readonly #sources = new Map<ts.Node, Source>();
  #calls: Map<ts.Symbol, ts.CallExpression[]> | undefined;
  #mutations: Map<ts.Symbol, Mutation[]> | undefined;

  constructor(
    private readonly tree: SyntaxTree,
    private readonly paths: AccessPaths,
  ) {}

  /** Where a value comes from. */
  of(expression: ts.Expression, depth = 0): Source {
    const node = unwrap(expression);
    const known = this.#sources.get(node);
    if (known) return known;
    if (depth > maxDepth) return unknown;
    if (ts.isStringLiteralLike(node) || ts.isNumericLiteral(node)) return constant;
    this.tree.bind();
    // A cycle adds nothing to what its other parts say.
    this.#sources.set(node, constant);
    const computed = this.#compute(node, depth + 1);
    const source =
      isFree(computed.origin) && computed.origin !== 'request' && isNamedHarmless(node)
        ? placeholder
        : computed;
    this.#sources.set(node, source);
    return source;
  }

  #compute(node: ts.Expression, depth: number): Source {
    if (ts.isStringLiteralLike(node) || ts.isRegularExpressionLiteral(node)) return constant;
    switch (node.kind) {
      case ts.SyntaxKind.NumericLiteral:
      case ts.SyntaxKind.BigIntLiteral:
      case ts.SyntaxKind.TrueKeyword:
      case ts.SyntaxKind.FalseKeyword:
      case ts.SyntaxKind.NullKeyword:
      case ts.SyntaxKind.TypeOfExpression:
        return constant;
      case ts.SyntaxKind.PrefixUnaryExpression:
      case ts.SyntaxKind.PostfixUnaryExpression:
        return number;
    }
    const request = this.requestPath(node);
    if (request) return this.#guarded(node) ?? { origin: 'request', from: request };
    if (ts.isTemplateExpression(node))
      return worst(node.templateSpans.map((span) => this.of(span.expression, depth)));
    if (ts.isIdentifier(node)) return this.#guarded(node) ?? this.#ofName(node, depth);
    if (ts.isConditionalExpression(node)) return this.#ofConditional(node, depth);
    if (ts.isBinaryExpression(node)) return this.#ofBinary(node, depth);
    if (ts.isCallExpression(node)) return this.#ofCall(node, depth);
    if (ts.isNewExpression(node))
      return worst((node.arguments ?? []).map((argument) => this.of(argument, depth)));
    if (ts.isTaggedTemplateExpression(node)) return { origin: 'sql' };
    if (ts.isArrayLiteralExpression(node)) {
      return worst(
        node.elements.map((element) =>
          this.of(ts.isSpreadElement(element) ? element.expression : element, depth),
        ),
      );
    }
    if (ts.isObjectLiteralExpression(node)) return this.#ofObject(node, depth);
    if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
      return this.#guarded(node) ?? this.#ofMember(node, depth);
    }
    return unknown;
  }

  #ofObject(node: ts.ObjectLiteralExpression, depth: number): Source {
    return worst(
      node.properties.map((property) => {
        if (ts.isPropertyAssignment(property)) return this.of(property.initializer, depth);
        if (ts.isShorthandPropertyAssignment(property)) return this.of(property.name, depth);
        if (ts.isSpreadAssignment(property)) return this.of(property.expression, depth);
        return constant;
      }),
    );
  }

  #ofConditional(node: ts.ConditionalExpression, depth: number): Source {
    const tested = allowListed(node.condition);
    const yes = unwrap(node.whenTrue);
    if (tested && this.tree.textOf(tested) === this.tree.textOf(yes)) {
      return worst([{ origin: 'enumeration' }, this.of(node.whenFalse, depth)]);
    }
    const both = worst([this.of(node.whenTrue, depth), this.of(node.whenFalse, depth)]);
    return both.origin === 'constant' ? { origin: 'enumeration' } : both;
  }

  #ofBinary(node: ts.BinaryExpression, depth: number): Source {
    switch (node.operatorToken.kind) {
      case ts.SyntaxKind.PlusToken:
      case ts.SyntaxKind.BarBarToken:
      case ts.SyntaxKind.QuestionQuestionToken:
        return worst([this.of(node.left, depth), this.of(node.right, depth)]);
      case ts.SyntaxKind.AmpersandAmpersandToken:
      case ts.SyntaxKind.EqualsToken:
      case ts.SyntaxKind.CommaToken:
        return this.of(node.right, depth);
      default:
        return number;
    }
  }

  #ofMember(node: ts.PropertyAccessExpression | ts.ElementAccessExpression, depth: number): Source {
    const name = memberName(node);
    if (name !== undefined && numericMembers.has(name)) return number;
    const path = this.paths.of(node);
    if (path?.startsWith('global#process.env.'))
      return { origin: 'environment', from: path.slice('global#'.length) };
    const holder = unwrap(node.expression);
    if (holder.kind === ts.SyntaxKind.ThisKeyword && name !== undefined)
      return this.#ofOwnMember(node, name, depth);
    const parsed = name === undefined ? undefined : this.#ofParsed(holder, [name], depth);
    if (parsed) return parsed;
    if (isConfiguration(holder)) return { origin: 'environment', from: this.#words(node) };
    if (path !== undefined && isProjectPath(path) && name !== undefined) {
      return /^[A-Z][A-Z0-9_]+$/.test(name)
        ? { origin: 'enumeration' }
        : { origin: 'unknown', reference: path };
    }
    const whole = this.#literalOf(holder);
    if (whole && ts.isObjectLiteralExpression(whole)) {
      if (name === undefined) {
        const all = this.of(whole, depth);
        return all.origin === 'constant' ? { origin: 'enumeration' } : all;
      }
      const property = whole.properties.find((each) => propertyName(each.name) === name);
      if (property && ts.isPropertyAssignment(property)) return this.of(property.initializer, depth);
    }
    if (whole && ts.isArrayLiteralExpression(whole)) return this.of(holder, depth);
    if (ts.isIdentifier(holder)) {
      const declaration = this.tree.declarationOf(holder);
      if (declaration && ts.isEnumDeclaration(declaration)) return { origin: 'enumeration' };
      if (declaration && ts.isParameter(declaration)) {
        const typed = this.#ofTypedMember(declaration, name);
        if (typed) return typed;
      }
    }
    const whence = this.of(holder, depth);
    return whence.origin === 'parameter' || whence.origin === 'request'
      ? { origin: whence.origin, from: this.#words(node) }
      : whence;
  }

  /** A member of what a schema of this file parses: one of a list or a number; free text is as free as what was parsed. */
  #ofParsed(holder: ts.Expression, keys: readonly string[], depth: number): Source | undefined {
    const data = ts.isPropertyAccessExpression(holder) && holder.name.text === 'data';
    const parsed = parsedMember(
      this.tree,
      data ? holder.expression : holder,
      data ? ['data', ...keys] : keys,
    );
    if (!parsed) return undefined;
    return parsed.given ? this.of(parsed.given, depth) : { origin: parsed.origin };
  }

  /** `this.name`: what the class sets it to. What the constructor was given is the object's configuration. */
  #ofOwnMember(node: ts.Node, name: string, depth: number): Source {
    const owner = enclosingClass(node);
    if (!owner) return { origin: 'unknown', from: `this.${name}` };
    const parts: Source[] = [];
    for (const element of owner.members) {
      if (ts.isPropertyDeclaration(element) && propertyName(element.name) === name) {
        const typed = ofType(element.type);
        if (typed) return typed;
        if (element.initializer) parts.push(this.of(element.initializer, depth));
      }
      if (!ts.isConstructorDeclaration(element)) continue;
      for (const parameter of element.parameters) {
        if (parameter.modifiers?.length && propertyName(parameter.name) === name)
          parts.push({ origin: 'environment' });
      }
      for (const statement of element.body?.statements ?? []) {
        const value = assignmentToThis(statement, name);
        if (value) {
          const source = this.of(value, depth);
          parts.push(source.origin === 'parameter' ? { origin: 'environment' } : source);
        }
      }
    }
    return parts.length > 0 ? worst(parts) : { origin: 'unknown', from: `this.${name}` };
  }

  /** A member of a parameter whose annotated object type spells it out as a number or literals. */
  #ofTypedMember(parameter: ts.ParameterDeclaration, name: string | undefined): Source | undefined {
    if (!parameter.type || name === undefined) return undefined;
    let type: ts.TypeNode | undefined = parameter.type;
    let members: readonly ts.TypeElement[] = [];
    if (ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName)) {
      const declaration = this.tree.declarationOf(type.typeName);
      if (declaration && ts.isInterfaceDeclaration(declaration)) members = declaration.members;
      type = declaration && ts.isTypeAliasDeclaration(declaration) ? declaration.type : undefined;
    }
    if (type && ts.isTypeLiteralNode(type)) members = type.members;
    const found = members.find((each) => propertyName(each.name as ts.PropertyName | undefined) === name);
    return found && ts.isPropertySignature(found) ? ofType(found.type) : undefined;
  }

  #ofCall(node: ts.CallExpression, depth: number): Source {
    const callee = unwrap(node.expression);
    const path = this.paths.of(callee) ?? '';
    const { module, members } = splitPath(path);
    if (module === 'global' && numericCalls.test(members)) return number;
    if (module === 'global' && (members === 'String' || /^(JSON|Object|Array)\.\w+$/.test(members))) {
      return worst(node.arguments.map((argument) => this.of(argument, depth)));
    }
    const method = memberName(callee);
    if (module === 'uuid' || members.endsWith('randomUUID') || module === 'nanoid')
      return { origin: 'escaped' };
    if (module === 'pg-format' || module === 'sqlstring' || escapers.test(path))
      return this.#ofFormat(node, module, depth);
    if (module === 'util' && members === 'format')
      return worst(node.arguments.map((argument) => this.of(argument, depth)));
    if (method !== undefined && escapers.test(`.${method}`)) return { origin: 'escaped' };
    if (method !== undefined && numericMethods.has(method)) return number;
    // A statement that a builder made carries its own parameters.
    if (method === 'getQuery' || method === 'toQuery' || method === 'getSql' || method === 'getQueryString')
      return { origin: 'sql' };
    if (ts.isPropertyAccessExpression(callee) && (method === 'map' || method === 'flatMap'))
      return this.#ofMap(node, callee.expression, depth);
    if (ts.isPropertyAccessExpression(callee) && method !== undefined && textMethods.has(method)) {
      const parts = [this.of(callee.expression, depth)];
      if (
        method === 'concat' ||
        method === 'join' ||
        method === 'replace' ||
        method === 'replaceAll' ||
        method === 'padStart'
      ) {
        parts.push(
          ...node.arguments
            .filter((argument) => !isFunctionNode(argument))
            .map((argument) => this.of(argument, depth)),
        );
      }
      return worst(parts);
    }
    const own = this.functionOf(callee);
    if (own) return this.#ofResult(own, node, depth);
    const receiver = ts.isPropertyAccessExpression(callee) ? this.of(callee.expression, depth) : unknown;
    if (receiver.origin === 'request') return receiver;
    const given = worst(node.arguments.map((argument) => this.of(argument, depth)));
    // What a function of another file makes of its arguments, only that file can tell.
    if (isProjectPath(path)) {
      if (given.origin === 'request') return given;
      // By convention a name in capitals that ends so is a statement with its moving parts filled in.
      return /#([A-Z][A-Z0-9_]*_)?SQL$/.test(path)
        ? { origin: 'sql' }
        : { origin: 'unknown', reference: path };
    }
    return unknown;
  }

  /** `format('… %I … %L', …)` escapes; `%s` passes its argument on as it is. */
  #ofFormat(node: ts.CallExpression, module: string, depth: number): Source {
    const [template, ...rest] = node.arguments;
    if (module !== 'pg-format' || !template || !ts.isStringLiteralLike(template))
      return { origin: 'escaped' };
    const verbs = template.text.match(/%(?:\d+\$)?[sIL%]/g)?.filter((verb) => verb !== '%%') ?? [];
    return worst([
      { origin: 'escaped' },
      ...rest.filter((_, i) => verbs[i]?.endsWith('s')).map((argument) => this.of(argument, depth)),
    ]);
  }

  /** `ids.map((_, i) => '$' + (i + 1))`: what the callback makes of an element. */
  #ofMap(node: ts.CallExpression, list: ts.Expression, depth: number): Source {
    const [callback] = node.arguments;
    if (!callback) return this.of(list, depth);
    if (!isFunctionNode(callback)) {
      const path = this.paths.of(callback) ?? '';
      if (path === 'global#Number' || path === 'global#parseInt') return number;
      return escapers.test(path) || escapers.test(`.${memberName(callback) ?? ''}`)
        ? { origin: 'escaped' }
        : this.of(list, depth);
    }
    const made = worst(returnsOf(callback).map((value) => this.of(value, depth)));
    if (made.origin === 'constant' || made.origin === 'number') return { origin: 'placeholder' };
    return made.origin === 'parameter' || made.origin === 'unknown' ? this.of(list, depth) : made;
  }

  /** What a function of this file returns, with parameters standing for the arguments of this call. */
  #ofResult(callee: FunctionNode, call: ts.CallExpression, depth: number): Source {
    const results = returnsOf(callee).map((value) => this.of(value, depth));
    const source = worst(results);
    if (source.origin === 'constant' && results.length > 1) return { origin: 'enumeration' };
    if (source.origin !== 'parameter' && source.origin !== 'request') return source;
    if (source.origin === 'request') return source;
    return worst(call.arguments.map((argument) => this.of(argument, depth)));
  }

  #ofName(name: ts.Identifier, depth: number): Source {
    if (name.text === 'undefined' || name.text === 'NaN' || name.text === 'Infinity') return constant;
    const declaration = this.tree.declarationOf(name);
    if (!declaration) return unknown;
    if (ts.isImportSpecifier(declaration) || ts.isImportClause(declaration)) return this.#ofImported(name);
    if (ts.isParameter(declaration)) return this.#ofParameter(declaration, name.text, depth);
    if (ts.isBindingElement(declaration)) {
      const required = this.paths.of(name);
      // What a call gives back depends on its arguments; what a module exports does not.
      if (required !== undefined && isProjectPath(required) && !required.includes('('))
        return this.#ofImported(name);
      return this.#ofBinding(declaration, depth);
    }
    if (ts.isEnumDeclaration(declaration)) return { origin: 'enumeration' };
    if (!ts.isVariableDeclaration(declaration)) return unknown;
    const typed = ofType(declaration.type);
    if (typed) return typed;
    const parts: Source[] = [];
    if (declaration.initializer) parts.push(this.of(declaration.initializer, depth));
    const loop = declaration.parent.parent;
    if (ts.isForOfStatement(loop)) parts.push(this.of(loop.expression, depth));
    if (ts.isForInStatement(loop))
      return this.of(loop.expression, depth).origin === 'constant'
        ? { origin: 'enumeration' }
        : { origin: 'unknown', from: name.text };
    for (const mutation of this.mutationsOf(name)) parts.push(this.of(mutation.value, depth));
    if (parts.length === 0) return unknown;
    const all = worst(parts);
    return all.origin === 'constant' && parts.length > 1 ? { origin: 'enumeration' } : all;
  }

  /** By convention a name in capitals is a constant; of any other import this file does not tell. */
  #ofImported(name: ts.Identifier): Source {
    if (/^[A-Z][A-Z0-9_]+$/.test(name.text)) return { origin: 'enumeration' };
    const reference = this.paths.of(name);
    return reference === undefined ? unknown : { origin: 'unknown', reference };
  }

  #ofBinding(element: ts.BindingElement, depth: number): Source {
    const holder = rootOfPattern(element);
    const name = ts.isIdentifier(element.name) ? element.name.text : '';
    if (ts.isParameter(holder)) {
      const type = holder.type;
      if (type && ts.isTypeLiteralNode(type) && element.parent.parent === holder) {
        const key = propertyName(element.propertyName ?? element.name);
        const found = type.members.find(
          (each) => propertyName(each.name as ts.PropertyName | undefined) === key,
        );
        const typed = found && ts.isPropertySignature(found) ? ofType(found.type) : undefined;
        if (typed) return typed;
      }
      const keys = keysOfPattern(element);
      const [first] = keys;
      if (first && requestMembers.has(first) && first !== 'get' && isHandlerLike(holder.parent)) {
        return { origin: 'request', from: `req.${keys.join('.')}` };
      }
      return this.#ofParameter(holder, name, depth);
    }
    if (!holder.initializer) {
      const loop = holder.parent.parent;
      return ts.isForOfStatement(loop) ? this.of(loop.expression, depth) : unknown;
    }
    const parts: Source[] = [];
    const whole = unwrap(holder.initializer);
    const keys = keysOfPattern(element);
    const parsed = this.#ofParsed(whole, keys, depth);
    if (parsed) return parsed;
    const request =
      this.requestPath(whole) ??
      (ts.isIdentifier(whole) && this.#isRequest(whole) && keys[0] && requestMembers.has(keys[0])
        ? whole.text
        : undefined);
    if (request) {
      parts.push({ origin: 'request', from: [request, ...keys].join('.') });
    } else {
      const source = this.of(whole, depth);
      parts.push(source.from ? { origin: source.origin, from: [source.from, ...keys].join('.') } : source);
    }
    if (ts.isIdentifier(element.name))
      for (const mutation of this.mutationsOf(element.name)) parts.push(this.of(mutation.value, depth));
    return worst(parts);
  }

  #ofParameter(parameter: ts.ParameterDeclaration, name: string, depth: number): Source {
    const typed = ofType(parameter.type);
    if (typed) return typed;
    for (const decorator of ts.getDecorators(parameter) ?? []) {
      const { expression } = decorator;
      const called = ts.isCallExpression(expression) ? expression.expression : expression;
      if (!ts.isIdentifier(called) || !requestDecorators.has(called.text)) continue;
      const piped = ts.isCallExpression(expression)
        ? expression.arguments.map((argument) => this.tree.textOf(argument)).join()
        : '';
      if (/Parse(Int|Float|UUID|Bool|Enum)Pipe/.test(piped)) return number;
      return { origin: 'request', from: name };
    }
    const owner = parameter.parent;
    if (isFunctionNode(owner)) {
      const index = owner.parameters.indexOf(parameter);
      const given = this.callsOf(owner);
      if (given && given.length > 0) {
        const sources = given.map((call) => {
          const argument = call.arguments[index];
          if (argument) return this.of(argument, depth);
          return parameter.initializer ? this.of(parameter.initializer, depth) : constant;
        });
        const source = worst(sources);
        return source.origin === 'constant' ? { origin: 'enumeration' } : source;
      }
      const callback = this.#elementOf(owner, index, depth);
      if (callback) return callback;
    }
    return { origin: 'parameter', from: name };
  }

  /** The parameter of a callback given to an array method holds the array's elements. */
  #elementOf(callback: FunctionNode, index: number, depth: number): Source | undefined {
    const call = callback.parent;
    if (!call || !ts.isCallExpression(call) || call.arguments[0] !== callback) return undefined;
    const callee = unwrap(call.expression);
    if (!ts.isPropertyAccessExpression(callee)) return undefined;
    const method = callee.name.text;
    if (!/^(map|forEach|filter|flatMap|some|every|find|findIndex|reduce)$/.test(method)) return undefined;
    const element = method === 'reduce' ? 1 : 0;
    if (index === element) return this.of(callee.expression, depth);
    return index === element + 1 ? number : undefined;
  }

  /**
   * The words for a value that comes straight from a request: `req.query.sort`. Undefined for all else, also for
   * members that the server itself put on the request, as `req.user`.
   */
  requestPath(node: ts.Expression): string | undefined {
    const names: string[] = [];
    let at: ts.Expression = unwrap(node);
    while (ts.isPropertyAccessExpression(at) || ts.isElementAccessExpression(at) || ts.isCallExpression(at)) {
      if (ts.isCallExpression(at)) {
        names.unshift('()');
        at = unwrap(at.expression);
        continue;
      }
      names.unshift(memberName(at) ?? '[]');
      at = unwrap(at.expression);
    }
    if (!ts.isIdentifier(at) || names.length === 0) return undefined;
    const members = names.filter((name) => name !== '()' && name !== '[]');
    let [first, second] = members;
    if ((first === 'request' || first === 'req') && second !== undefined) [, first, second] = members;
    if (
      first === 'handshake' &&
      second !== undefined &&
      (second === 'query' || second === 'auth' || second === 'headers')
    )
      first = 'query';
    if (first === undefined || !requestMembers.has(first) || !this.#isRequest(at)) return undefined;
    // `req.query.q.trim()` is still `req.query.q` to a reader.
    const called = names.findIndex(
      (name, i) => i > 1 && names[i + 1] === '()' && (textMethods.has(name) || numericMethods.has(name)),
    );
    const read = called < 0 ? names : names.slice(0, called);
    return [at.text, ...read.filter((name) => name !== '()' && name !== '[]')].join('.');
  }

  #isRequest(name: ts.Identifier): boolean {
    const declaration = this.tree.declarationOf(name);
    if (!declaration || !ts.isParameter(declaration)) return false;
    if (requestNames.test(name.text)) return true;
    const type = declaration.type ? this.tree.textOf(declaration.type) : '';
    return /\b(Request|FastifyRequest|NextRequest|IncomingMessage|APIGatewayProxyEvent\w*|NextApiRequest)\b/.test(
      type,
    );
  }

  /** `if (!allowed.includes(x)) throw/return` above makes `x` one of a list. */
  #guarded(node: ts.Expression): Source | undefined {
    const words = this.tree.textOf(node);
    let child: ts.Node = node;
    for (let at = node.parent; at && !ts.isSourceFile(at); child = at, at = at.parent) {
      const condition = conditionOf(at, child);
      if (condition) {
        const tested = allowListed(condition);
        if (tested && this.tree.textOf(tested) === words) return { origin: 'enumeration' };
      }
      if (
        ts.isCaseClause(at) &&
        ts.isSwitchStatement(at.parent.parent) &&
        this.tree.textOf(at.parent.parent.expression) === words
      ) {
        return { origin: 'enumeration' };
      }
      if (!ts.isBlock(at) && !ts.isCaseOrDefaultClause(at)) continue;
      for (const statement of at.statements) {
        if (statement === child) break;
        if (!ts.isIfStatement(statement) || !leaves(statement.thenStatement)) continue;
        for (const condition of alternatives(statement.expression)) {
          const negated =
            ts.isPrefixUnaryExpression(condition) && condition.operator === ts.SyntaxKind.ExclamationToken
              ? condition.operand
              : undefined;
          const tested = negated && allowListed(negated);
          if (tested && this.tree.textOf(tested) === words) return { origin: 'enumeration' };
        }
      }
      if (isFunctionNode(at)) break;
    }
    return undefined;
  }

  /** The function of this file that a callee names, directly or as a method of the same class. */
  functionOf(callee: ts.Expression): FunctionNode | undefined {
    const node = unwrap(callee);
    if (ts.isIdentifier(node)) {
      const declaration = this.tree.declarationOf(node);
      if (!declaration) return undefined;
      if (ts.isFunctionDeclaration(declaration)) return declaration;
      if (ts.isVariableDeclaration(declaration) && declaration.initializer) {
        const value = unwrap(declaration.initializer);
        return isFunctionNode(value) ? value : undefined;
      }
      return undefined;
    }
    const name = memberName(node);
    if (
      name === undefined ||
      !ts.isPropertyAccessExpression(node) ||
      node.expression.kind !== ts.SyntaxKind.ThisKeyword
    )
      return undefined;
    this.tree.bind();
    for (let at = node.parent; at; at = at.parent) {
      if (!ts.isClassLike(at)) continue;
      const found = at.members.find(
        (each) => ts.isMethodDeclaration(each) && propertyName(each.name) === name,
      );
      return found && ts.isMethodDeclaration(found) ? found : undefined;
    }
    return undefined;
  }

  /** All calls of a function, when the file shows them all: it is named, and not exported. */
  callsOf(callee: FunctionNode): ts.CallExpression[] | undefined {
    const name = nameOf(callee);
    if (ts.isMethodDeclaration(callee)) return this.#callsOfMethod(callee);
    if (!name || !ts.isIdentifier(name) || isExported(callee)) return undefined;
    const symbol = this.tree.symbolOf(name);
    if (!symbol) return undefined;
    if (!this.#calls) this.#collect();
    return this.#escaped.has(symbol) ? undefined : this.#calls?.get(symbol);
  }

  /** A private method is called only by its own class. */
  #callsOfMethod(method: ts.MethodDeclaration): ts.CallExpression[] | undefined {
    const isPrivate =
      ts.isPrivateIdentifier(method.name) ||
      method.modifiers?.some((each) => each.kind === ts.SyntaxKind.PrivateKeyword);
    const name = propertyName(method.name);
    if (!isPrivate || name === undefined) return undefined;
    const found: ts.CallExpression[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
        const { expression } = node;
        if (expression.expression.kind === ts.SyntaxKind.ThisKeyword && expression.name.text === name)
          found.push(node);
      }
      ts.forEachChild(node, visit);
    };
    visit(method.parent);
    return found;
  }

  readonly #escaped = new Set<ts.Symbol>();

  /** Later changes of a variable: assignments, `+=`, and what is pushed to an array. */
  mutationsOf(name: ts.Identifier): Mutation[] {
    if (!this.#mutations) this.#collect();
    const symbol = this.tree.symbolOf(name);
    return (symbol && this.#mutations?.get(symbol)) ?? [];
  }

  #collect(): void {
    const calls = new Map<ts.Symbol, ts.CallExpression[]>();
    const mutations = new Map<ts.Symbol, Mutation[]>();
    const add = <T>(map: Map<ts.Symbol, T[]>, name: ts.Identifier, value: T): void => {
      const symbol = this.tree.symbolOf(name);
      if (!symbol) return;
      const list = map.get(symbol);
      if (list) list.push(value);
      else map.set(symbol, [value]);
    };
    const visit = (node: ts.Node): void => {
      if (ts.isBinaryExpression(node) && ts.isIdentifier(node.left)) {
        if (node.operatorToken.kind === ts.SyntaxKind.EqualsToken)
          add(mutations, node.left, { how: 'set', value: node.right });
        if (node.operatorToken.kind === ts.SyntaxKind.PlusEqualsToken)
          add(mutations, node.left, { how: 'append', value: node.right });
      }
      if (ts.isCallExpression(node)) {
        if (ts.isIdentifier(node.expression)) add(calls, node.expression, node);
        const callee = node.expression;
        if (
          ts.isPropertyAccessExpression(callee) &&
          ts.isIdentifier(callee.expression) &&
          /^(push|unshift)$/.test(callee.name.text)
        ) {
          for (const value of node.arguments)
            add(mutations, callee.expression, {
              how: 'push',
              value: ts.isSpreadElement(value) ? value.expression : value,
            });
        }
      }
      // A function that is handed on as a value has callers that the file does not show.
      if (ts.isIdentifier(node) && node.parent && isHandedOn(node)) {
        const symbol = this.tree.symbolOf(node);
        if (symbol) this.#escaped.add(symbol);
      }
      ts.forEachChild(node, visit);
    };
    this.tree.bind();
    this.#calls = calls;
    this.#mutations = mutations;
    visit(this.tree.root);
  }

  /** The object or array literal that a constant name stands for, also under `Object.freeze` and `as const`. */
  #literalOf(node: ts.Expression): ts.Expression | undefined {
    const inner = unwrap(node);
    if (ts.isObjectLiteralExpression(inner) || ts.isArrayLiteralExpression(inner)) return inner;
    if (ts.isCallExpression(inner) && this.paths.of(inner.expression) === 'global#Object.freeze') {
      return inner.arguments[0] && this.#literalOf(inner.arguments[0]);
    }
    if (!ts.isIdentifier(inner)) return undefined;
    const declaration = this.tree.declarationOf(inner);
    return declaration &&
      ts.isVariableDeclaration(declaration) &&
      declaration.initializer &&
      !ts.isIdentifier(unwrap(declaration.initializer))
      ? this.#literalOf(declaration.initializer)
      : undefined;
  }

  #words(node: ts.Expression): string {
    const text = this.tree.textOf(node);
    return text.length > 60 ? `${text.slice(0, 57)}…` : text;
  }
}

/** `placeholders`, `entityAlias`: names that only code gives, and that say so. What comes from a request is judged before. */
function isNamedHarmless(node: ts.Expression): boolean {
  const name = ts.isIdentifier(node) ? node.text : (memberName(node) ?? '');
  return /(^p|P)laceholders?$|(^a|A)lias$/.test(name);
}

/** `config.x`, `this.options.x`, `settings.db.x`: set when the process starts, by whoever runs it. */
function isConfiguration(node: ts.Expression): boolean {
  const name = ts.isIdentifier(node) ? node.text : (memberName(node) ?? '');
  return /^(config|configuration|conf|settings|env|environment|constants|appConfig|dbConfig)$/i.test(name);
}

export interface Mutation {
  how: 'set' | 'append' | 'push';
  value: ts.Expression;
}
