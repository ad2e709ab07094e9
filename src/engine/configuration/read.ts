import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Span } from '../source/span';
import type { Dialect } from '../source/sql/statement';
import { type Configuration, defaultConfiguration } from './configuration';
import { isObject } from './defaults';
import type { ConfigurationFile } from './file';
import { libraryFaults } from './library-faults';
import { describe } from './problem';
import { withProfiles } from './profiles';
import type { ConfigurationValidator } from './validator';

/** What is wrong with a configuration, and where in its text. */
export interface ConfigurationProblem {
  span: Span;
  /** Whole sentences. */
  message: string;
}

/** A configuration as its file says it; without `dialect` where the file leaves that open. */
export type ReadConfiguration = Omit<Configuration, 'dialect'> & { dialect?: Dialect };

/**
 * Reads the text of a `marcus.config.json`. Comments and trailing commas are allowed. What is wrong is reported and left out, and
 * the rest holds; nothing is thrown on any text.
 */
export function readConfiguration(
  text: string,
  validator: ConfigurationValidator,
  base: Configuration['base'] = defaultConfiguration.base,
): { configuration: ReadConfiguration; problems: ConfigurationProblem[] } {
  const syntaxErrors: ParseError[] = [];
  const tree = toTree(text, syntaxErrors);
  const problems = syntaxErrors.map(({ error, offset, length }) => ({
    span: { start: offset, end: offset + length },
    message: `This is not valid JSON: ${words(printParseErrorCode(error))}.`,
  }));
  const value = tree ? plainValue(tree) : {};
  if (!tree || !isObject(value)) {
    if (tree) problems.push({ span: spanOf(tree), message: 'A configuration is an object: { … }.' });
    else if (problems.length === 0)
      problems.push({
        span: { start: 0, end: text.length },
        message: 'The file is empty; write at least {}.',
      });
    return { configuration: assembled({}, base, validator), problems };
  }
  for (const { path, isKey, message } of validator.errorsOf(value).map(describe)) {
    problems.push({ span: spanAt(tree, path, isKey), message });
    leaveOut(value, path);
  }
  // Only where one fault hid another; that one is told once the first is mended.
  if (problems.length > 0 && validator.errorsOf(value).length > 0)
    return { configuration: assembled({}, base, validator), problems };
  for (const { path, message } of libraryFaults((value as ConfigurationFile).libraries ?? [])) {
    problems.push({ span: spanAt(tree, path, false), message });
    leaveOut(value, path);
  }
  problems.sort((a, b) => a.span.start - b.span.start);
  return { configuration: assembled(value as ConfigurationFile, base, validator), problems };
}

function assembled(
  own: ConfigurationFile,
  base: Configuration['base'],
  validator: ConfigurationValidator,
): ReadConfiguration {
  const file = withProfiles(own, validator.rules);
  const rules: Configuration['rules'] = {};
  const options: Configuration['options'] = {};
  for (const [id, entry] of Object.entries(file.rules ?? {})) {
    const [severity, given] = Array.isArray(entry) ? entry : [entry];
    rules[id] = severity;
    if (given) options[id] = given;
  }
  return {
    rules,
    options,
    dialect: file.dialect,
    ignore: file.ignore ?? [],
    roles: file.roles ?? {},
    tenant: { ...defaultConfiguration.tenant, ...file.tenant },
    smallTables: file.smallTables ?? [],
    recognize: { ...defaultConfiguration.recognize, ...file.recognize },
    libraries: file.libraries ?? [],
    layers: file.layers ?? {},
    criticalPaths: file.criticalPaths ?? [],
    principles: (file.principles ?? []).map((each) => ({ ...each, rules: each.rules ?? [] })),
    base,
  };
}

/** One of the library's codes, which it exports in a form that single files cannot import. */
const invalidSymbol = 1;

function toTree(text: string, errors: ParseError[]): Node | undefined {
  try {
    return parseTree(text, errors, { allowTrailingComma: true, disallowComments: false });
  } catch {
    // The library reads what is nested by calling itself, and some ten thousand brackets are too many.
    errors.push({ error: invalidSymbol, offset: 0, length: text.length });
    return undefined;
  }
}

/** Nothing that a configuration says is nested deeper. */
const deepest = 20;

/** The plain value. The library's own would let `__proto__` reach the prototype. */
function plainValue(node: Node, depth = 0): unknown {
  if (depth > deepest) return null;
  if (node.type === 'array') return (node.children ?? []).map((child) => plainValue(child, depth + 1));
  if (node.type !== 'object') return node.value;
  return Object.fromEntries(
    (node.children ?? []).flatMap(({ children: [key, value] = [] }) =>
      key && value ? [[String(key.value), plainValue(value, depth + 1)]] : [],
    ),
  );
}

function spanAt(tree: Node, path: readonly (string | number)[], isKey: boolean): Span {
  const node = findNodeAtLocation(tree, [...path]);
  const key = isKey && node?.parent?.type === 'property' ? node.parent.children?.[0] : undefined;
  return spanOf(key ?? node ?? tree);
}

function spanOf({ offset, length }: Node): Span {
  return { start: offset, end: offset + length };
}

/** Removes what stands at the path. */
function leaveOut(root: unknown, path: readonly (string | number)[]): void {
  // A severity or its options cannot go alone, and neither can a line of a data sheet: the whole entry does.
  const isPart = (path[0] === 'rules' || path[0] === 'libraries') && path.length > 2;
  const cut = isPart ? path.slice(0, 2) : path;
  let holder = root;
  for (const step of cut.slice(0, -1)) {
    holder = isObject(holder) || Array.isArray(holder) ? Reflect.get(holder, step) : undefined;
  }
  const last = cut.at(-1);
  // Other errors name the elements of a list by their place, so that none may move up.
  if (Array.isArray(holder))
    holder[Number(last)] = path[0] === 'libraries' ? { name: nothing, packages: [nothing] } : nothing;
  else if (isObject(holder) && last !== undefined) Reflect.deleteProperty(holder, last);
}

/** Stands in a list where something was left out: a glob, a table or a helper of this name there is not. */
const nothing = '\uFFFF';

/** `CommaExpected` → comma expected. */
function words(code: string): string {
  return code.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
}
