import { memberName, ts, unwrap } from '../../source/syntax-tree';
import type { FileReader } from '../reading/file-reader';

/** What says who is logged in, wherever it was put. */
const session =
  /\b(user|currentUser|session|auth|viewer|actor|me|account|principal|claims|identity|requester|caller|member|decoded|jwt|userId|uid|sub)\b/i;
/** What a record says of whom it belongs to. */
const belonging =
  /(user|owner|author|creat(or|ed_?by)|account|tenant|org(ani[sz]ation)?|team|workspace|member|customer|company|group|project|parent|seller|buyer|sender|recipient|assignee|role)(_?u?u?ids?|_?by)?$/i;
const roleName =
  /(^|\.)(roles?|isAdmin|is_admin|admin|isSuperuser|permissions?|scopes?|isOwner|is_staff|userType|accessLevel)$/;

/**
 * Comparisons that decide whether somebody may have a record: its owner with who is logged in, its parent with the one in the path, a role with
 * a name. Each counts as a check in the function that it stands in.
 */
export function collectAccessComparison(node: ts.BinaryExpression, file: FileReader): void {
  const [left, right] = [textOf(file, node.left), textOf(file, node.right)];
  if (!decides(left, right) && !decides(right, left)) return;
  const within = file.within(node);
  file.facts.accessChecks.push({
    role: 'authorizes',
    span: file.span(node),
    ...(within === undefined ? {} : { within }),
  });
}

function decides(record: string, other: string): boolean {
  if (roleName.test(record)) return true;
  if (!belonging.test(record) && !/\._?id$/.test(record)) return false;
  if (session.test(other)) return true;
  // `comment.postId !== postId`: the child belongs to the parent of the path.
  const [own, theirs] = [lastName(record), lastName(other)];
  return record.includes('.') && own.length > 2 && own === theirs;
}

function lastName(text: string): string {
  return text
    .slice(text.lastIndexOf('.') + 1)
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase();
}

/** The text below conversions: `post.author` of `String(post.author)` and `post.author.toString()`. */
function textOf(file: FileReader, expression: ts.Expression): string {
  let node = unwrap(expression);
  while (ts.isCallExpression(node)) {
    const callee = unwrap(node.expression);
    const method = memberName(callee);
    const [first] = node.arguments;
    if (
      method !== undefined &&
      ts.isPropertyAccessExpression(callee) &&
      /^(toString|valueOf|toHexString|trim)$/.test(method)
    )
      node = unwrap(callee.expression);
    else if (first && ts.isIdentifier(callee) && /^(String|Number|parseInt)$/.test(callee.text))
      node = unwrap(first);
    else break;
  }
  return file
    .words(node, 80)
    .replace(/[?!]\./g, '.')
    .replace(/[?!]$/, '');
}

const checking =
  /^(authori[sz]e\w*|can|cannot|can[A-Z]\w*|may[A-Z]\w*|enforce\w*|belongsTo\w*|owns|owned\w*|(check|assert|ensure|require|verify|validate|has|is|with|throw|throwIf|throwUnless|deny|guard|confirm|must|user|get)\w*(Access(?!Token|or)|Owner|Ownership|Permissions?|Permitted|Member|Membership|Roles?|Admin|Allowed|Authori[sz]\w*|Rights?|Privileges?|Belongs\w*|Ability|Abilities|Policy|Can[A-Z]\w*|Forbidden)\w*)$/;

/** `assertOwner(post, user)`, `ability.can('read', post)`, `post.author.equals(user.id)`: told by their names, whatever they belong to. */
export function collectAccessCall(node: ts.CallExpression, name: string, file: FileReader): void {
  const compares =
    (name === 'equals' || name === 'isEqual' || name === 'includes' || name === 'some') &&
    node.arguments.length > 0 &&
    belongingToCaller(file, node);
  if (!compares && !checking.test(name)) return;
  const within = file.within(node);
  file.facts.accessChecks.push({
    role: 'authorizes',
    span: file.span(node),
    ...(within === undefined ? {} : { within }),
  });
}

/** Whether a call of a comparison holds a record's owners against who is logged in. */
function belongingToCaller(file: FileReader, node: ts.CallExpression): boolean {
  const callee = unwrap(node.expression);
  if (!ts.isPropertyAccessExpression(callee)) return false;
  const receiver = file.words(callee.expression, 80);
  const [first] = node.arguments;
  const given = first ? file.words(first, 80) : '';
  if (/\b(roles?|permissions?|scopes?)$/i.test(receiver) || /\.(roles?|isAdmin)\b/.test(given)) return true;
  return (
    (session.test(given) && (belonging.test(receiver.replace(/s$/, '')) || /\._?id$/.test(receiver))) ||
    (session.test(receiver) && belonging.test(given))
  );
}

export { checking as checkingName };
