import { propertyName, ts, unwrap } from '../../source/syntax-tree';
import type { SecretFact } from '../facts';
import type { FileReader } from '../reading/file-reader';
import {
  credentialHeader,
  isAuthorization,
  isFallback,
  type NamedValue,
  type SecretCandidates,
  writtenParts,
} from './secret-candidates';
import {
  isBesideUser,
  isInLabels,
  isOptionOfRequest,
  isPackageOption,
  isPublicConfiguration,
  opensAnAccount,
} from './secret-context';
import { environmentRead, fromEnvironment } from './secret-fix';
import { isPrivateKey, knownCredential, passwordInAddress } from './secret-formats';
import {
  environmentName,
  isAddress,
  isBlank,
  isLabel,
  isPlaceholder,
  isWeakPassword,
  looksChosen,
  type SecretKind,
  secretKind,
  wordsOf,
} from './secret-names';

/** The facts of what the walk noted. */
export function collectSecrets({ named, literals }: SecretCandidates, file: FileReader): void {
  if (named.length === 0 && literals.length === 0) return;
  const inTexts = /(^|\/)(i18n|locales?|lang|languages?|translations?|l10n|messages)(\/|\.[jt]sx?$)/i.test(
    file.facts.path,
  );
  if (!inTexts) for (const each of named) collectNamed(each, file);
  for (const literal of literals) collectFormat(literal, file);
  file.facts.secrets.sort((a, b) => a.span.start - b.span.start);
}

function collectFormat(literal: ts.StringLiteralLike | ts.TemplateHead, file: FileReader): void {
  const address = passwordInAddress(literal.text);
  const known = address?.credential ?? knownCredential(literal.text);
  if (!known) return;
  file.tree.bind();
  if (isInLabels(literal, file)) return;
  const { parent } = literal;
  // `user:password@` shows how an address is written, unless something connects to it.
  if (address?.shown && !(parent && (isFallback(parent) || isArgument(literal)))) return;
  if (/anon|public|example|sample/i.test(nameOfHolder(literal) ?? '')) return;
  if (ts.isTemplateHead(literal)) {
    add(file, literal.parent, { kind: 'format', what: known.what, variable: known.variable });
    return;
  }
  if (known.variable === 'GOOGLE_API_KEY' && isPublicConfiguration(literal)) return;
  const fallback = parent && isFallback(parent) ? parent : undefined;
  addSecret(file, literal, { kind: 'format', what: known.what, variable: known.variable, fallback });
}

function isArgument(literal: ts.Node): boolean {
  const { parent } = literal;
  return (
    (ts.isCallExpression(parent) || ts.isNewExpression(parent)) &&
    /connect|client|pool|sequelize|data|redis|mongo|knex|sql|postgres/i.test(parent.expression.getText())
  );
}

function collectNamed({ name, value, place }: NamedValue, file: FileReader): void {
  const compared = place === 'comparison' && isAuthorization(name);
  const header = compared || (credentialHeader.test(name) && /[-_]|^authorization$/i.test(name));
  const kind: SecretKind | undefined = header || name === 'auth' ? 'token' : secretKind(name);
  if (!kind) return;
  for (const { literal, fallback } of writtenParts(value)) {
    const text = header ? credentialOfHeader(literal.text, compared ? 'authorization' : name) : literal.text;
    if (text === undefined || isBlank(text) || isAddress(text) || /BEGIN (RSA )?PUBLIC|BEGIN CERT/.test(text))
      continue;
    file.tree.bind();
    if (!isSecret({ name, kind, text, literal, fallback, place, value, header }, file)) continue;
    const read = fallback && environmentRead(file, fallback.left);
    addSecret(file, literal, {
      kind: fallback || isDefault(value, literal) ? 'fallback' : 'named',
      what: place === 'comparison' ? name : (read ?? name),
      variable: read ?? environmentName(name),
      fallback,
    });
  }
}

/** `Bearer abc123` → `abc123`. */
function credentialOfHeader(text: string, name: string): string | undefined {
  const match = /^(?:Bearer|Basic|Token|ApiKey|Bot|Key|Digest)\s+(\S+)$/i.exec(text);
  if (match) return match[1];
  // `user:password`, before it is encoded.
  if (/authorization/i.test(name) && isAccount(text)) return text;
  return /authorization/i.test(name) || /\s/.test(text) ? undefined : text;
}

function isAccount(text: string): boolean {
  return /^[^\s:]+:[^\s:]+$/.test(text);
}

interface Candidate {
  name: string;
  kind: SecretKind;
  text: string;
  literal: ts.StringLiteralLike;
  fallback?: ts.BinaryExpression;
  place: NamedValue['place'];
  value: ts.Expression;
  header: boolean;
}

/** The decision by name, value and place. What a secret is used for outweighs how it looks. */
function isSecret(each: Candidate, file: FileReader): boolean {
  const { name, kind, text, literal, fallback, place, header } = each;
  if (/^\$2[aby]\$|^\$argon2|^pk_(live|test)_/.test(text)) return false;
  if (place === 'comparison' && isAuthorization(name)) return isComparedCredential(text);
  if (name === 'auth')
    return (
      isAccount(text) &&
      !isPlaceholder(text) &&
      !/:pass(word)?$/i.test(text) &&
      isOptionOfRequest(literal, file)
    );
  const fromSettings = fallback !== undefined && isSetting(fallback.left);
  if (header && /authorization/i.test(name) && isAccount(text))
    return !isPlaceholder(text) && !/^user(name)?:pass(word)?$/i.test(text);
  if (header)
    return text.length >= 6 && !isPlaceholder(text) && !isLabel(text, name) && !/^[a-z]+$/.test(text);
  if (fromSettings || isDefaultOfEnvironment(each)) {
    // A dummy for somebody else's service opens nothing; one for a key of our own still signs.
    const dummy =
      /^(dummy|n\/a|none|unset|not[-_ ]?set)/i.test(text) && !/jwt|session|cookie|sign|encrypt/i.test(name);
    return !dummy && (kind !== 'token' || !isLabel(text, name));
  }
  if (/secretOr\w*Key$/.test(name)) return true;
  if (place === 'property' && kind !== 'token' && isPackageOption(literal, file, kind === 'credential'))
    return true;
  if (isInLabels(literal, file) || isPublicConfiguration(literal)) return false;
  // `user === 'admin' && password === 'password'` lets in whoever knows both words.
  if (place === 'comparison' && isBesideUser(literal)) return !isPlaceholder(text);
  if (kind === 'token') {
    if (isPlaceholder(text) || isLabel(text, name) || /\s/.test(text)) return false;
    return (
      looksChosen(text, /pass$/i.test(name) ? 6 : 12) ||
      (/pass$/i.test(name) && (opensAnAccount(literal) || isUnderAuth(literal)))
    );
  }
  if (place === 'comparison')
    return !isLabel(text, name) && !isPlaceholder(text) && (looksChosen(text, 5) || isWeakPassword(text));
  const inCode = place === 'variable';
  if (opensAnAccount(literal) && kind === 'credential' && !isPlaceholder(text)) return !/\s/.test(text);
  if (isLabel(text, name) && kind === 'signing' && each.value.parent && ts.isParameter(each.value.parent))
    return wordsOf(text).join() !== wordsOf(name).join();
  if (isLabel(text, name))
    return (
      inCode && isBareWord(text) && wordsOf(name).length > 1 && wordsOf(text).join() !== wordsOf(name).join()
    );
  if (kind === 'signing') return !isSentence(text) || isInSettings(literal);
  if (isPlaceholder(text) || /\s/.test(text)) return false;
  return (
    inCode || looksChosen(text, 5) || isWeakPassword(text) || (kind === 'credential' && /[^a-z]/i.test(text))
  );
}

/** Whether what an authorization header is compared with lets somebody in; `read:users` is a permission. */
function isComparedCredential(text: string): boolean {
  if (isPlaceholder(text) || /^user(name)?:pass(word)?$/i.test(text)) return false;
  const [user = '', password] = text.split(':');
  if (password !== undefined)
    return looksChosen(password, 4) || /^(user|admin|root|test|demo)/i.test(user) || isWeakPassword(password);
  return text.length >= 6 && !isLabel(text, 'authorization') && !/^[a-z]+$/.test(text);
}

/** `auth: { user: 'user', pass: … }`, among the options of something that sends requests. */
function isUnderAuth(literal: ts.Node): boolean {
  const holder = literal.parent?.parent?.parent;
  return holder !== undefined && ts.isPropertyAssignment(holder) && propertyName(holder.name) === 'auth';
}

/** `const DB_PASSWORD = 'password'`: as a value of its own such a word is a secret, if a poor one. */
function isBareWord(text: string): boolean {
  return /^(secret|password|passwd|secretkey|secret[-_]key)$/i.test(text);
}

function isSentence(text: string): boolean {
  return /\s/.test(text) && (/[.:?!]$|^[A-Z][a-z]+ [a-z]/.test(text) || text.split(/\s+/).length > 6);
}

/** `const jwtConstants = { secret: 'Do not use this.' }`: what tokens are signed with, even where it reads like a warning. */
function isInSettings(literal: ts.Node): boolean {
  const holder = literal.parent?.parent?.parent;
  return (
    holder !== undefined &&
    ts.isVariableDeclaration(holder) &&
    ts.isIdentifier(holder.name) &&
    /^(jwt|auth|session|token)_?(constants?|config|options|settings)$/i.test(holder.name.text)
  );
}

/** Whether it is read from the environment or another configuration. */
function isSetting(expression: ts.Expression): boolean {
  const node = unwrap(expression);
  if (isFallback(node)) return isSetting(node.left) || isSetting(node.right);
  const base = ts.isCallExpression(node) ? node.expression : node;
  const text = base.getText();
  return (
    /\benv\b|\bDeno\.env\b|\bgetenv\b/i.test(text) ||
    (ts.isCallExpression(node) &&
      /(config|env|settings?)\w*[?!]?\.(get|getOrThrow|value)$|\bconfig$/i.test(text))
  );
}

/** `const { JWT_SECRET = 'text' } = process.env`, `z.string().default('text')` under a name in capitals. */
function isDefaultOfEnvironment({ literal, value, name }: Candidate): boolean {
  const element = value.parent;
  if (element && ts.isBindingElement(element)) {
    const declaration = element.parent.parent;
    return (
      ts.isVariableDeclaration(declaration) && /process\.env$/.test(declaration.initializer?.getText() ?? '')
    );
  }
  if (element && ts.isCallExpression(element)) return isSetting(element);
  return isDefault(value, literal) && /^[A-Z][A-Z0-9_]+$/.test(name);
}

/** Whether the text is the default of a schema: `z.string().default('text')`. */
function isDefault(value: ts.Expression, literal: ts.Node): boolean {
  const node = unwrap(value);
  if (value.parent && (ts.isBindingElement(value.parent) || ts.isParameter(value.parent))) return true;
  return (
    ts.isCallExpression(node) &&
    literal !== node &&
    !/\.(from|encode)$|toString$/.test(node.expression.getText())
  );
}

/** A secret found; the first that finds a place says what it is, unless a use tells more than a name. */
export function addSecret(
  file: FileReader,
  literal: ts.StringLiteralLike,
  secret: Pick<SecretFact, 'kind' | 'what' | 'variable'> & { fallback?: ts.BinaryExpression | undefined },
): void {
  const { kind, what, fallback } = secret;
  const format = isPrivateKey(literal.text) ? 'PRIVATE_KEY' : undefined;
  const variable =
    format ??
    (kind === 'named' || kind === 'fallback' ? secret.variable : (nameAround(literal) ?? secret.variable));
  const fix = file.facts.side === 'browser' ? undefined : fromEnvironment(file, literal, variable, fallback);
  add(file, literal, { kind, what, variable, ...(fix ? { fromEnvironment: fix } : {}) });
}

function add(file: FileReader, node: ts.Node, secret: Omit<SecretFact, 'span'>): void {
  const span = file.span(node);
  const { secrets } = file.facts;
  if (secrets.some((each) => each.span.start <= span.start && each.span.end >= span.start)) return;
  secrets.push({ span, ...secret });
}

/** The environment variable that the name around a literal suggests: `const sendgridKey = …`. */
function nameAround(literal: ts.Node): string | undefined {
  const name = nameOfHolder(literal);
  return name !== undefined && secretKind(name) && wordsOf(name).length > 1
    ? environmentName(name)
    : undefined;
}

/** The variable or property that a literal is the value of. */
function nameOfHolder(literal: ts.Node): string | undefined {
  const holder = literal.parent;
  if (
    !holder ||
    !(ts.isVariableDeclaration(holder) || ts.isPropertyAssignment(holder) || ts.isPropertyDeclaration(holder))
  )
    return undefined;
  return propertyName(holder.name as ts.PropertyName);
}
