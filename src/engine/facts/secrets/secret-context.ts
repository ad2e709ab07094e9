import { memberName, propertyName, ts, unwrap } from '../../source/syntax-tree';
import { splitPath } from '../reading/access-path';
import type { FileReader } from '../reading/file-reader';
import { wordsOf } from './secret-names';

/** Words of names that hold texts about secrets: labels, columns, headers, messages, examples. */
const aboutTexts =
  /^(labels?|messages?|msgs?|errors?|placeholders?|columns?|fields?|examples?|description|descriptions|properties|attributes|enums?|i18n|locales?|translations?|translate|mappings?|alias|aliases|types?|kinds?|routes?|paths?|endpoints?|events?|icons?|titles?|rules|texts?|hints?|tooltips?|names?|help|schema|swagger|openapi|actions|selectors?|validations?|params|headings?|docs?|notes?|topics?|scopes?|permissions?|grants?|sample|samples|mocks?|fixtures?|storybook|story)$/i;

/** Whether a literal stands in an object or variable that holds texts about secrets, or in an example. Needs a bound tree. */
export function isInLabels(literal: ts.Node, file: FileReader): boolean {
  let child: ts.Node = literal;
  for (let at = literal.parent, steps = 0; at && steps < 14; child = at, at = at.parent, steps++) {
    if (ts.isEnumMember(at)) return true;
    if (ts.isPropertyAssignment(at) || ts.isVariableDeclaration(at) || ts.isPropertyDeclaration(at)) {
      const words = wordsOf(propertyName(at.name as ts.PropertyName) ?? '');
      if (aboutTexts.test(words[words.length - 1] ?? '')) return true;
    }
    // What a preview of a template or a story shows.
    if (ts.isBinaryExpression(at) && /preview|story|args$/i.test(memberName(at.left) ?? '')) return true;
    if (ts.isJsxAttribute(at) && ts.isIdentifier(at.name) && aboutTexts.test(at.name.text)) return true;
    if (ts.isDecorator(at)) return true;
    if (ts.isCallExpression(at) && child !== at.expression && isAboutText(at, file)) return true;
    if (ts.isBlock(at) || ts.isClassLike(at)) return false;
  }
  return false;
}

/** Calls that take texts for people: a logger's, an error's, a translation's, a validator's messages. */
function isAboutText(node: ts.CallExpression, file: FileReader): boolean {
  const name = ts.isIdentifier(node.expression) ? node.expression.text : (memberName(node.expression) ?? '');
  if (
    /^(describe|it|test|expect|t|i18n|translate|gettext|__|describeRoute|withMessage|openapi|meta|example|describe)$/.test(
      name,
    )
  )
    return true;
  return /^console\./.test(file.text(node.expression));
}

/** Names beside a password that say whose account it opens, and where. */
const account =
  /^(user|username|user_name|userName|login|host|hostname|database|db|dialect|port|server|email|account|client_?id|bind_?dn|connectionLimit)$/i;

/** Whether the object around a property is a credential: somebody's name, or a server, stands beside it, spelled out or from the environment. */
export function opensAnAccount(literal: ts.Node): boolean {
  let holder: ts.Node | undefined = literal.parent;
  while (holder && !ts.isObjectLiteralExpression(holder)) {
    if (ts.isBlock(holder) || ts.isSourceFile(holder) || ts.isCallExpression(holder)) return false;
    holder = holder.parent;
  }
  return (
    holder?.properties.some((each) => {
      const name = propertyName(each.name);
      if (name === undefined || !account.test(name)) return false;
      if (ts.isShorthandPropertyAssignment(each)) return true;
      if (!ts.isPropertyAssignment(each)) return false;
      const value = unwrap(each.initializer);
      const text = ts.isStringLiteralLike(value) ? value.text : undefined;
      // `{ username: 'Username', password: 'Password' }` names fields, and opens nothing.
      return text === undefined
        ? !ts.isCallExpression(value) && !ts.isObjectLiteralExpression(value)
        : text !== '' &&
            !/\s/.test(text) &&
            wordsOf(text).join('') !== wordsOf(name).join('') &&
            !/^(string|text|required|varchar|char)$/i.test(text);
    }) ?? false
  );
}

/** Whether a compared text stands beside the name of a user that is compared, too: `user === 'admin' && password === '…'`. Needs a bound tree. */
export function isBesideUser(literal: ts.StringLiteralLike): boolean {
  const own = literal.parent;
  let whole: ts.Node = own;
  while (whole.parent && (isLogical(whole.parent) || ts.isParenthesizedExpression(whole.parent)))
    whole = whole.parent;
  const isUser = (node: ts.Node): boolean => {
    const inner = ts.isParenthesizedExpression(node) ? node.expression : node;
    if (isLogical(inner)) return isUser(inner.left) || isUser(inner.right);
    if (inner === own || !ts.isBinaryExpression(inner) || !ts.isStringLiteralLike(inner.right)) return false;
    const left = unwrap(inner.left);
    const name = ts.isIdentifier(left) ? left.text : memberName(left);
    const user = inner.right.text;
    return (
      name !== undefined &&
      /^(user|user_?name|login|email|account|uname|name)$/i.test(name) &&
      !/error|touched|status|type|field|column|header/i.test(left.getText()) &&
      // A form's `required` stands for both.
      (user !== literal.text || /^(admin|root|test|guest|demo|user)$/i.test(user)) &&
      wordsOf(user).join('') !== wordsOf(name).join('')
    );
  };
  return whole !== own && isUser(whole);
}

function isLogical(node: ts.Node): node is ts.BinaryExpression {
  return (
    ts.isBinaryExpression(node) &&
    (node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken ||
      node.operatorToken.kind === ts.SyntaxKind.BarBarToken)
  );
}

/**
 * Whether the object around a property is handed to something that a package made: its options are used as they are. For a
 * password the package must be one that logs in somewhere; other packages take forms and schemas, too.
 */
export function isPackageOption(literal: ts.Node, file: FileReader, login: boolean): boolean {
  let at: ts.Node | undefined = literal.parent;
  if (at && !ts.isPropertyAssignment(at)) at = at.parent;
  const object = at?.parent;
  const call = object?.parent;
  if (!object || !call || !ts.isObjectLiteralExpression(object)) return false;
  if (!ts.isCallExpression(call) && !ts.isNewExpression(call)) return false;
  const path = file.paths.of(call.expression);
  const { module } = splitPath(path ?? '');
  if (login)
    return file.libraries.find('databases', path) !== undefined || file.libraries.is(module, 'login');
  return (
    path !== undefined &&
    !file.isProjectPath(path) &&
    !/^(global#|local#|this#|param:|\?)/.test(path) &&
    !file.libraries.is(module, 'validator')
  );
}

/** Whether the object around a property holds the options of a request: what it says under `auth` goes out with it. */
export function isOptionOfRequest(literal: ts.Node, file: FileReader): boolean {
  const call = literal.parent?.parent?.parent;
  if (!call || !ts.isCallExpression(call)) return false;
  return file.libraries.find('secrets', file.paths.of(call.expression))?.accounts?.includes('auth') ?? false;
}

/** Firebase and maps configurations of web pages are sent to every visitor. */
export function isPublicConfiguration(literal: ts.Node): boolean {
  const object = literal.parent?.parent;
  return (
    object !== undefined &&
    ts.isObjectLiteralExpression(object) &&
    object.properties.some((each) =>
      /^(authDomain|messagingSenderId|appId|measurementId)$/.test(propertyName(each.name) ?? ''),
    )
  );
}
