import type {
  FileChange,
  FileRuleContext,
  RequestPathFact,
  Route,
  RuleFix,
  Span,
  TextEdit,
} from '../../../src/engine';
import { isProductionCode } from '../../shared/roles';
import type { ResourceForm } from './resource-form';

/** Where the verb is: the whole path by segments, which one, and how it is written. */
interface VerbPlace {
  whole: readonly string[];
  index: number;
  segment: string;
}

/**
 * Gives a route its resource's name and method, and the requests to it that are spelled out in the project with it. Undefined where the
 * name is taken, where the path is put together, and where a request could not follow the change of method.
 */
export function renameRoute(
  { file, fact }: Route,
  { method, segment, path }: ResourceForm,
  place: VerbPlace,
  { model, text }: FileRuleContext,
): RuleFix | undefined {
  const taken = model.routes.all.some(
    (each) =>
      (each.method === method || each.method === 'ALL') &&
      each.fact !== fact &&
      shape(each.path) === shape(path),
  );
  if (taken) return undefined;
  const source = text(file.path);
  const edits = new Map<string, TextEdit[]>();
  const add = (at: string, edit: TextEdit) => edits.set(at, [...(edits.get(at) ?? []), edit]);
  const renamed = withoutVerb(source, fact.pathSpan, place.segment, segment);
  if (!renamed) return undefined;
  add(file.path, renamed);
  const changesMethod = fact.method !== method && fact.method !== 'ALL';
  if (changesMethod) {
    const before = source.slice(fact.span.start, fact.pathSpan.start);
    const called = new RegExp(`\\.(${fact.method.toLowerCase()})\\s*\\(\\s*$`).exec(before);
    if (!called) return undefined;
    const start = fact.span.start + called.index + 1;
    add(file.path, { span: { start, end: start + fact.method.length }, text: method.toLowerCase() });
  }
  for (const other of model.filesInOrder) {
    if (!isProductionCode(other)) continue;
    for (const request of other.requestPaths) {
      const words = text(other.path);
      const written = words.slice(request.span.start, request.span.end);
      if (!written.includes(`/${place.segment}`) || !leadsTo(written, place.whole)) continue;
      const made = request.method ?? 'GET';
      // The same path with another method is another route.
      if (fact.method !== 'ALL' && made !== fact.method) continue;
      const edit = withoutVerb(words, request.span, place.segment, segment);
      if (!edit) return undefined;
      if (changesMethod) {
        const change = withMethod(request, made, method);
        if (!change) return undefined;
        add(other.path, change);
      }
      add(other.path, edit);
    }
  }
  const changes: FileChange[] = [...edits].map(([at, all]) => ({ path: at, edits: all }));
  const where =
    changes.length > 1 ? ` here and in ${changes.length - 1} more file${changes.length > 2 ? 's' : ''}` : '';
  return { title: `Call it ${method} ${path}${where}`, safe: false, changes };
}

/** The last `/segment` of a text in quotes, replaced. */
function withoutVerb(source: string, span: Span, segment: string, replacement: string): TextEdit | undefined {
  const written = source.slice(span.start, span.end);
  if (!/^['"`]/.test(written)) return undefined;
  const at = [...written.matchAll(/[/'"`]/g)].findLast(
    ({ index }) =>
      written.startsWith(segment, index + 1) && /^[/?#'"`]/.test(written.slice(index + 1 + segment.length)),
  )?.index;
  if (at === undefined) return undefined;
  const start = span.start + at + 1;
  const end = start + segment.length;
  if (replacement !== '') return { span: { start, end }, text: replacement };
  const slashBefore = written[at] === '/';
  const after = written[at + 1 + segment.length];
  // `/create` alone becomes `/`, and `users/create` loses its slash, too.
  if (after === '/') return { span: { start, end: end + 1 }, text: '' };
  return { span: { start: slashBefore && at > 1 ? start - 1 : start, end }, text: '' };
}

/** Methods whose calls have the same arguments: one can take the other's name. */
const alike = [
  ['GET', 'DELETE', 'HEAD'],
  ['POST', 'PUT', 'PATCH'],
];

function withMethod(
  { methodSpan, spelled }: RequestPathFact,
  from: string,
  to: string,
): TextEdit | undefined {
  if (!methodSpan) return undefined;
  if (spelled === 'text') return { span: { start: methodSpan.start + 1, end: methodSpan.end - 1 }, text: to };
  return alike.some((group) => group.includes(from) && group.includes(to))
    ? { span: methodSpan, text: to.toLowerCase() }
    : undefined;
}

/** Whether a path as written in a request leads to a route: parameters stand for any part, and a base address may come first. */
function leadsTo(written: string, route: readonly string[]): boolean {
  const parts = written
    .slice(1, -1)
    .replace(/^https?:\/\/[^/]+/, '')
    .replace(/[?#].*$/s, '')
    .replace(/\$\{[^}]*\}/g, '*')
    .split('/')
    .filter(Boolean);
  const given = parts[0] === '*' && parts.length > route.length ? parts.slice(1) : parts;
  // A client with a base address leaves out the first parts.
  const wanted = route.slice(Math.max(0, route.length - given.length));
  return (
    given.length >= Math.min(2, route.length) &&
    given.length === wanted.length &&
    wanted.every(
      (part, i) => part === given[i] || /^[:{]/.test(part) || (given[i] === '*' && /^[:{$]/.test(part)),
    )
  );
}

function shape(path: string): string {
  return path.replace(/[:{][^/]+/g, ':');
}
