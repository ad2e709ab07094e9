import type { RouterEntry } from '../../libraries/contract/routers';
import { ts, unwrap } from '../../source/syntax-tree';
import type { HandlerFact } from '../facts';
import type { FileReader } from '../reading/file-reader';
import { readOptions } from '../reading/options-object';
import { handlersOf } from './handlers';

const hooks = ['onRequest', 'preParsing', 'preValidation', 'preHandler', 'pre', 'beforeHandler'];

/** What the options of a route put before its handler: hooks, a schema, a limit, a strategy of authentication. */
export function handlersInOptions(file: FileReader, argument: ts.Expression | undefined): HandlerFact[] {
  const node = argument && unwrap(argument);
  if (!node || !(ts.isObjectLiteralExpression(node) || ts.isIdentifier(node))) return [];
  const { members } = readOptions(file, node);
  const found: HandlerFact[] = [];
  for (const name of hooks) {
    const hook = members.get(name);
    if (hook) found.push(...handlersOf(file, [hook], false));
  }
  const marker = (member: string, does: HandlerFact['does']) => {
    const value = members.get(member);
    if (value && does)
      found.push({ span: file.span(value), text: `${member}: ${file.words(value, 40)}`, does });
  };
  const schema = members.get('schema');
  if (schema && hasInputSchema(file, schema)) marker('schema', 'validates');
  marker('validate', 'validates');
  const config = members.get('config');
  if (config) {
    const limit = readOptions(file, config).members.get('rateLimit');
    if (limit && limit.kind !== ts.SyntaxKind.FalseKeyword)
      found.push({ span: file.span(limit), text: 'rateLimit', does: 'limits' });
  }
  const auth = members.get('auth');
  if (auth && auth.kind !== ts.SyntaxKind.FalseKeyword) marker('auth', 'authenticates');
  return found;
}

/** Whether a schema of a route speaks of what comes in, and not only of what goes out. */
function hasInputSchema(file: FileReader, schema: ts.Expression): boolean {
  const { members, open } = readOptions(file, schema);
  return open || ['body', 'querystring', 'query', 'params', 'headers'].some((each) => members.has(each));
}

/** The same where a library's data sheet names the members: hooks, schemas, and middleware that the project has given names of its own. */
export function handlersAmongOptions(
  file: FileReader,
  argument: ts.Expression | undefined,
  { optionHooks = [], schemas = [], describing = [] }: RouterEntry,
): HandlerFact[] {
  if (!argument) return [];
  return [...readOptions(file, argument).members].flatMap(([name, value]): HandlerFact[] => {
    const given = value && unwrap(value);
    if (!given || given.kind === ts.SyntaxKind.FalseKeyword || describing.includes(name)) return [];
    if (optionHooks.includes(name)) return handlersOf(file, [given], false);
    const fact: HandlerFact = { span: file.span(given), text: name };
    return [schemas.includes(name) ? { ...fact, does: 'validates' } : fact];
  });
}
