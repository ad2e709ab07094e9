import { enclosingFunction, type ts } from '../../source/syntax-tree';
import type { ResponseBodyFact, ResponseFact } from '../facts';
import type { FileReader } from '../reading/file-reader';
import { readBody } from './body';
import { isDevelopmentOnly } from './development';
import { exposuresIn } from './exposures';
import type { Statuses } from './status';
import { circumstancesOf, isHelper, statusAround } from './surroundings';

/** What an answer says: with all that is read from where it stands. */
export interface Said {
  node: ts.Node;
  /** What answers, where a status may be set on it in a statement of its own. */
  root?: ts.Expression;
  statuses: Statuses;
  statusExpression?: ts.Expression;
  body?: ts.Expression;
  takesObjects: boolean;
  /** The body is made text, so that a whole error becomes its message. */
  asText?: boolean;
}

export function addAnswer(file: FileReader, said: Said): void {
  const { node, root, body } = said;
  const within = file.within(node);
  const hasStatus =
    said.statuses.status !== undefined || said.statuses.statuses !== undefined || said.statusExpression;
  const around = hasStatus || !root ? {} : statusAround(file, node, file.text(root));
  const statuses = hasStatus ? said.statuses : (around.statuses ?? {});
  const read = body && forPerson(file, node, readBody(file, body));
  const fact: ResponseFact = {
    sort: 'sent',
    span: file.span(node),
    ...(within === undefined ? {} : { within }),
    ...statuses,
    ...(read ? { body: read } : {}),
    ...(said.takesObjects ? { takesObjects: true } : {}),
    ...circumstancesOf(file, node),
    exposes: body ? exposuresIn(file, body, said.asText) : [],
  };
  if (root && !fact.central && isHelper(file, node, root, said.statusExpression ?? around.expression, body))
    fact.helper = true;
  if (fact.body && isDevelopmentOnly(file, node)) fact.development = true;
  file.facts.responses.push(fact);
}

/** Beside a challenge, a text is what a browser shows when its own dialog is closed. */
function forPerson(
  file: FileReader,
  node: ts.Node,
  read: ResponseBodyFact | undefined,
): ResponseBodyFact | undefined {
  if (read?.kind !== 'text' || !/WWW-Authenticate/i.test(file.tree.root.text)) return read;
  const owner = enclosingFunction(node);
  return owner && /WWW-Authenticate/i.test(file.text(owner)) ? { ...read, kind: 'html' } : read;
}
