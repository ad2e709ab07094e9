import type { ErrorAnswerEntry, ErrorHook } from '../../libraries/contract/answers';
import type { Known, Libraries } from '../../libraries/look-up';
import { versionedName } from '../../libraries/versions';
import { type FunctionNode, isFunctionNode, propertyName, ts, unwrap } from '../../source/syntax-tree';
import type { ResponseFact } from '../facts';
import type { CallCollector, FileReader } from '../reading/file-reader';
import { returnsOf } from '../reading/function-syntax';
import { type OptionsObject, readOptions } from '../reading/options-object';
import { readBody } from './body';
import { isDevelopmentOnly } from './development';
import { exposuresIn } from './exposures';
import { circumstancesOf, statusAround } from './surroundings';

/** Methods that take a function which answers every error. */
function hookMethods(libraries: Libraries): string[] {
  return libraries.of('errorAnswers').flatMap(({ entry }) => entry.hook?.method ?? []);
}

/** What a library tells of every error: because of an option, of what is mounted, or of a function that makes the answer. */
export const errorAnswerCollector: CallCollector = {
  names: (libraries) => [
    ...libraries.lastNames('errorAnswers'),
    ...hookMethods(libraries),
    'use',
    'register',
  ],
  call(node, name, file) {
    if (file.facts.role !== 'source' || !file.importsAbout('errorAnswers')) return;
    if (name === 'use') {
      for (const argument of node.arguments ?? []) mounted(argument, file);
      return;
    }
    const known = file.libraries.known('errorAnswers', file.paths.of(node.expression));
    if (known) made(node, name, known, file);
    else if (name === 'register') registered(node, file);
  },
};

/** `app.use(errorhandler())`: a page with the stack of every error. */
function mounted(argument: ts.Expression, file: FileReader): void {
  const node = unwrap(argument);
  if (!ts.isCallExpression(node)) return;
  const tells = file.libraries.find('errorAnswers', file.paths.of(node.expression))?.tells;
  if (tells && tells.option === undefined) add(file, node, { node, what: tells.what });
}

function made(
  node: ts.CallExpression | ts.NewExpression,
  name: string,
  known: Known<'errorAnswers'>,
  file: FileReader,
): void {
  const { hook } = known.entry;
  if (hook?.method !== undefined) {
    const last = node.arguments?.at(-1);
    const handler = last && unwrap(last);
    if (hook.method === name && handler && isFunctionNode(handler)) answeredBy(handler, hook, file);
    return;
  }
  optionsOf(known, readOptions(file, node.arguments?.[0]), file);
}

/** A plugin has its options where it is registered. */
function registered(node: ts.CallExpression | ts.NewExpression, file: FileReader): void {
  const [plugin, options] = node.arguments ?? [];
  const known = plugin && file.libraries.known('errorAnswers', file.paths.of(unwrap(plugin)));
  if (known) optionsOf(known, readOptions(file, options), file);
}

function optionsOf(known: Known<'errorAnswers'>, options: OptionsObject, file: FileReader): void {
  const { tells, hook } = known.entry;
  if (tells?.option !== undefined) told(known, { ...tells, option: tells.option }, options, file);
  if (hook?.option !== undefined) {
    const handler = functionAt(options, hook.option);
    if (handler) answeredBy(handler, hook, file);
  }
}

/** `new ApolloServer({ includeStacktraceInErrorResponses: true })`: the option has the value that makes the library tell. */
function told(
  { library }: Known,
  { option, value = true, what }: NonNullable<ErrorAnswerEntry['tells']> & { option: string },
  options: OptionsObject,
  file: FileReader,
): void {
  const given = options.members.get(option);
  const node = given && unwrap(given);
  if (node?.kind !== (value ? ts.SyntaxKind.TrueKeyword : ts.SyntaxKind.FalseKeyword)) return;
  const by = { name: option, value, library: versionedName(library.name, file.versionOfSheet(library)) };
  add(file, node, { node, what, by });
}

/** The function under a member of an object that is spelled out: a method, or a function as the value. */
function functionAt({ literal, members }: OptionsObject, name: string): FunctionNode | undefined {
  const value = members.get(name);
  const node = value && unwrap(value);
  if (node && isFunctionNode(node)) return node;
  return literal?.properties.find(
    (each): each is ts.MethodDeclaration => ts.isMethodDeclaration(each) && propertyName(each.name) === name,
  );
}

/** What a function of the project makes of every error. An error as a whole is left to the library, which makes a message of it or nothing at all. */
function answeredBy(handler: FunctionNode, hook: ErrorHook, file: FileReader): void {
  file.tree.bind();
  const given = errorsOf(handler, hook.error);
  for (const value of returnsOf(handler)) {
    const exposes = exposuresIn(file, value, false, given).filter((each) => each.what !== 'error');
    const body = readBody(file, value);
    if (exposes.length === 0 || !body) continue;
    const within = file.functionIndex.get(handler);
    const fact: ResponseFact = {
      sort: 'sent',
      span: file.span(value),
      ...(within === undefined ? {} : { within }),
      // Where the status is set beside the answer: `set.status = 500`.
      ...statusAround(file, value, 'set').statuses,
      ...circumstancesOf(file, value),
      body,
      takesObjects: true,
      central: true,
      // A formatter fills in what the framework's own clients read.
      ...(hook.option === undefined ? {} : { framed: true }),
      exposes,
    };
    if (isDevelopmentOnly(file, value)) fact.development = true;
    file.facts.responses.push(fact);
  }
}

/** What declares the error in a function that is given it: a parameter, or a member that is taken out of one. */
function errorsOf(handler: FunctionNode, { parameter, member }: ErrorHook['error']): ts.Declaration[] {
  const declared = handler.parameters[parameter];
  if (!declared) return [];
  if (member === undefined) return [declared];
  const taken = (name: ts.BindingName): ts.Declaration[] =>
    ts.isObjectBindingPattern(name)
      ? name.elements.filter((each) => propertyName(each.propertyName ?? each.name) === member)
      : [];
  const { name } = declared;
  const body = handler.body;
  if (!ts.isIdentifier(name) || !body || !ts.isBlock(body)) return taken(name);
  // `(options) => { const { error } = options; … }`
  return body.statements
    .filter(ts.isVariableStatement)
    .flatMap((each) => [...each.declarationList.declarations])
    .filter(
      ({ initializer }) => initializer && ts.isIdentifier(initializer) && initializer.text === name.text,
    )
    .flatMap((each) => taken(each.name));
}

function add(
  file: FileReader,
  shown: ts.Node,
  { node, what, by }: { node: ts.Node; what: 'message' | 'stack'; by?: ResponseFact['toldBy'] },
): void {
  const within = file.within(node);
  const development = isDevelopmentOnly(file, node);
  file.facts.responses.push({
    sort: 'sent',
    span: file.span(node),
    ...(within === undefined ? {} : { within }),
    ...circumstancesOf(file, node),
    // What nobody caught is the server's fault.
    ...(what === 'message' ? { status: 500 } : {}),
    central: true,
    exposes: [{ what, span: file.span(shown), error: '', development, known: false }],
    ...(by ? { toldBy: by } : {}),
  });
}
