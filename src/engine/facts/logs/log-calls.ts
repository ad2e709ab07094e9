import { memberName, ts, unwrap } from '../../source/syntax-tree';
import type { AccessPath, LogFact } from '../facts';
import { splitPath } from '../reading/access-path';
import type { FileReader } from '../reading/file-reader';

const levels =
  /^(trace|debug|info|information|warn|warning|error|fatal|log|verbose|http|silly|notice|crit|critical|alert|emerg|success)$/;
const loggerName = /(^|[._])(log|logger|logging|winston|pino)$|(log|logger)$/i;

/** Names that no code has by chance unless requests are told apart. */
const correlation =
  /x-?_?(request|correlation|trace|transaction)-?_?id\b|x-amzn-(trace|request)|x-cloud-trace|x-b3-|traceparent|\b(AsyncLocalStorage|genReqId|requestIdHeader|requestIdLogLabel)\b|\b(correlation|trace)_?Id\b|\b(req|request|ctx|context|c|res|reply)\s*\.\s*((locals|state|raw|req|request)\s*\.\s*)?(request_?id|req_?id)\b|\b(req|request)\s*\.\s*id\b|\b(req|request|ctx)\s*\.\s*(raw\s*\.\s*)?log(ger)?\s*\.|\b(request_?id|req_?id)\b['"]?\s*[:=,]\s*(\(?\s*await\s+)?(crypto\s*\.\s*)?(randomUUID|uuid\w*|nanoid|v[147]|ulid|cuid2?|randomBytes|createId)\b|\bchild\s*\(\s*\{[^}]*\b(request_?id|req_?id)\b|\b(get|set)\(\s*['"](request_?id|req_?id)['"]/i;
/** What tells a framework to log, which then gives each request an id. */
const logsRequests = /\b(logger|loggerInstance)\b\s*(:(?!\s*false)|,|\})/;

/** Whether the file ties log lines to requests: reads or gives an id, or keeps a context for each request. */
export function isCorrelating(file: FileReader): boolean {
  const { text } = file.tree.root;
  const { imports } = file.facts;
  if (imports.some((each) => !each.typeOnly && file.libraries.is(each.specifier, 'correlator'))) return true;
  const own = imports.some((each) => file.libraries.is(each.specifier, 'request-logger'))
    ? [correlation, logsRequests]
    : [correlation];
  if (!own.some((pattern) => pattern.test(text))) return false;
  // What a comment says is not what the code does.
  const code = text.replace(/\/\*[\s\S]*?\*\/|(^|[\s;{}(),])\/\/[^\n]*/g, '$1');
  return own.some((pattern) => pattern.test(code));
}

/** Calls that write a log line. */
export function collectLogs(calls: readonly ts.CallExpression[], file: FileReader): void {
  for (const node of calls) {
    const callee = unwrap(node.expression);
    const method = memberName(callee);
    if (method === undefined || !levels.test(method) || !ts.isPropertyAccessExpression(callee)) continue;
    const through = throughOf(callee, file);
    if (through === undefined) continue;
    const fact: LogFact = { callee: through, span: file.span(node) };
    const within = file.within(node);
    if (within !== undefined) fact.within = within;
    file.facts.logs.push(fact);
  }
}

/** The path of what logs; undefined for what only has a method of that name. */
function throughOf(callee: ts.PropertyAccessExpression, file: FileReader): string | undefined {
  const receiver = unwrap(callee.expression);
  const name = ts.isIdentifier(receiver) ? receiver.text : memberName(receiver);
  if (name === 'console') return `global#console.${callee.name.text}`;
  const specifier = name === undefined ? undefined : file.importedFrom(name);
  const named = name !== undefined && loggerName.test(name);
  // The name decides before names are bound: `info` and `error` are everywhere.
  if (!named && specifier === undefined) return undefined;
  const path = file.paths.of(callee);
  if (path === undefined) return named ? `local#${name}.${callee.name.text}` : undefined;
  if (isOfLogger(file, path)) return path;
  const typed = named ? typedAs(file, receiver) : undefined;
  if (typed !== undefined && isOfLogger(file, typed)) return `${typed}.${callee.name.text}`;
  if (!named) return undefined;
  return file.isProjectPath(path) || /^(local|this|param:\d+|global)#/.test(path) ? path : undefined;
}

function isOfLogger(file: FileReader, path: AccessPath): boolean {
  return file.libraries.is(splitPath(path).module, 'logger');
}

/** What a variable is declared as: where it comes from a container, only its type tells. */
function typedAs(file: FileReader, receiver: ts.Expression): AccessPath | undefined {
  const declaration = ts.isIdentifier(receiver) ? file.tree.declarationOf(receiver) : undefined;
  return declaration && (ts.isVariableDeclaration(declaration) || ts.isParameter(declaration))
    ? file.paths.ofType(declaration.type)
    : undefined;
}
