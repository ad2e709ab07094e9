/**
 * What names and values say about secrets: whether a name is one that secrets have, and whether a value is a label, a
 * header or a placeholder instead of one. Purely about words; what a value is used for is told elsewhere.
 */

/** Lower-case words of a name in any style: `jwtSecret`, `JWT_SECRET`, `x-jwt-secret`. */
export function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

/**
 * `signing`: any text works as such a secret, so that even a placeholder protects nothing. `credential`: given out by
 * somebody else, or typed by a person. `token`: often something else, so the value must look like one.
 */
export type SecretKind = 'signing' | 'credential' | 'token';

/** Cheap: most names fail it. */
const hint = /secret|pass|pwd|token|key|cred|pepper|auth/i;

/** Whether a name is worth a closer look. */
export function mayNameSecret(name: string): boolean {
  return hint.test(name);
}

/** Ends of a name that say which of several it is, and not what it is. */
const qualifiers =
  /^(\d+|v\d+|default|dev|development|prod|production|staging|local|fallback|raw|value|plain|base64|hex|b64|str|string)$/;
const passwordWords = /^(password|passwd|pwd|passphrase|passcode|userpassword|dbpassword)$/;
/** What is done with a password, said of it, or put in its place. */
const aboutPasswords =
  /^(forgot|forgotten|reset|change|changed|update|set|create|enter|invalid|wrong|incorrect|missing|expired|show|hide|toggle|verify|has|is|no|with|without|confirm|confirmation|repeat|retype|encrypted|hashed|masked|weak|strong|label|placeholder|error|required|require|set|by|type|field|grant)$/;
const aboutTokens =
  /^(csrf|xsrf|cancel|cancellation|injection|inject|page|next|prev|continuation|sync|design|syntax|parser|lexer|keyword|invalid|expired|missing|no|is|has|type|verify|verification|reset|label|error|placeholder|delimiter|separator|start|end|punctuation|theme|color|eof|eos|bos|pad|mask|stop|special|symbol|erc20|nft|native|provider|ioc|di|token)$/;
const secretKeys =
  /^(secret|private|signing|sign|encryption|encrypt|decryption|jwt|hmac|aes|crypto|cipher|master|webhook|signature|jwk|secretor)$/;
const issuedKeys =
  /^(api|access|role|service|auth|admin|account|license|openai|stripe|server|client|cookie|app)$/;
/** Given to everybody. */
const openKeys =
  /^(public|pub|publishable|anon|anonymous|site|label|placeholder|error|header|param|cache|storage|translation|invalid|missing|no|is|has)$/;

/** What kind of secret something of that name is; undefined where the name does not speak of one. */
export function secretKind(name: string): SecretKind | undefined {
  if (!hint.test(name)) return undefined;
  const words = wordsOf(name);
  while (words.length > 1 && qualifiers.test(words[words.length - 1] as string)) words.pop();
  const head = words.pop() ?? '';
  const before = words[words.length - 1] ?? '';
  if (head === 'secret' || head === 'pepper' || head === 'secretkey' || head === 'jwtsecret') {
    return words.some((word) => openKeys.test(word)) ? undefined : 'signing';
  }
  if (passwordWords.test(head))
    return words.some((word) => aboutPasswords.test(word)) ? undefined : 'credential';
  if (head === 'apikey' || head === 'privatekey') return openKeys.test(before) ? undefined : 'credential';
  if (head === 'key') {
    if (words.some((word) => openKeys.test(word))) return undefined;
    if (before === 'or' && words.includes('secret')) return 'signing';
    if (secretKeys.test(before)) return 'signing';
    return issuedKeys.test(before) ? (before === 'api' ? 'credential' : 'token') : undefined;
  }
  if (head === 'token') return words.some((word) => aboutTokens.test(word)) ? undefined : 'token';
  if (head === 'pass' || head === 'credential' || head === 'credentials' || head === 'authtoken')
    return 'token';
  return undefined;
}

/** Words that labels, fields, headers and kinds of tokens are made of. */
const vocabulary = new Set(
  (
    'password passwd passphrase pwd pass token tokens secret secrets api key keys apikey access refresh auth authorization ' +
    'authentication bearer basic digest x header headers client id user username jwt session cookie csrf xsrf hash name ' +
    'type field input text hidden string number boolean object array any required optional none default unknown anonymous ' +
    'new old current confirm reset forgot forgotten invalid wrong missing change login logout signin signup sign in email ' +
    'credentials credential query param params body form url uri path public private grant code oauth oauth2 oidc saml ' +
    'ldap sso local google github verify verification otp totp mfa magic link webhook value values label placeholder ' +
    'disabled enabled true false null undefined nil void never always file env environment config master service omit include same origin'
  ).split(' '),
);

const weakPasswords =
  /^(admin|administrator|root|postgres|mysql|guest|toor|sa|qwerty|letmein|welcome|master|passw0rd|p@ssw0rd|minioadmin|minio|rabbitmq|changeit|hunter\d*|test|demo)$/i;

/** Nothing, or something that stands where a value will be put: `<your key>`, `***`, `{{token}}`, `%s`, `$TOKEN`. */
export function isBlank(value: string): boolean {
  const text = value.trim();
  return (
    text === '' ||
    /^<[^>]*>$|^[*.•…?_-]+$|^x{3,}$|^\{\{?.*\}\}?$|^%\w$|^\$\{?[A-Za-z_]\w*\}?$|^\[[^\]]*\]$|^(undefined|null)$/.test(
      text,
    )
  );
}

/** A text that asks to be replaced: it opens nothing, unless any text would do. */
export function isPlaceholder(value: string): boolean {
  return /^(your|enter|insert|replace|put|change|todo|fixme|example|sample|dummy|fake|mock|placeholder|redacted|paste|fill)(?![a-z]{6})|(^|[-_ ])(your|here|example|placeholder|changeme|change[-_]me|redacted|dummy|goes)([-_ ]|$)|x{5,}|[-_]x{4,}$|^(?<same>.)\k<same>{3,}$|\.{3}|<\w[\w -]*>/i.test(
    value.trim(),
  );
}

/** Texts that stand beside a secret-like name and are none: labels, headers, paths, names of variables, message keys. */
export function isLabel(value: string, name: string): boolean {
  const text = value.trim();
  const words = wordsOf(text);
  if (/[^\x20-\x7e]/.test(text)) return true;
  if (/^[A-Z][a-z]+$/.test(text) || /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/.test(text)) return true;
  if (isAddress(text)) return true;
  if (/^[a-z@][\w-]*([.:/][a-z@][\w-]*)+$/i.test(text) && !/\d{2}|\d[a-z]/i.test(text)) return true;
  // A pattern; the address of a contract.
  if (/^\^.*\$$|\(\?[=!:]|^0x[0-9a-f]{40}$/i.test(text)) return true;
  if (
    /^[[({#.]|[\])}:?!]$|^\$2[aby]\$|^\$argon2|^\w+\(.*\)$/.test(text) &&
    words.length > 1 &&
    /\s|\$|[[(]/.test(text)
  )
    return true;
  return words.join('') === wordsOf(name).join('') || words.every((word) => vocabulary.has(word));
}

/** A path, a web address without credentials, the name of a header. */
export function isAddress(value: string): boolean {
  const text = value.trim();
  return /^x-[a-z-]+$/i.test(text) || /^\.{0,2}\/[^+=]*$|^[a-z]+:\/\/[^@]*$|^~\//i.test(text);
}

/** Whether a text has what chosen secrets have: letters with digits or signs, or a length that no word has. */
export function looksChosen(value: string, least = 8): boolean {
  if (/\s/.test(value) || value.length < least) return false;
  return (/\d/.test(value) && /[a-z]/i.test(value)) || /^\d{8,}$/.test(value) || /^[a-z]{24,}$/i.test(value);
}

export function isWeakPassword(value: string): boolean {
  return weakPasswords.test(value);
}

/** The name of an environment variable for a secret: `jwtSecret` → `JWT_SECRET`. */
export function environmentName(name: string): string {
  const words = wordsOf(name);
  return words.length > 0 && /^[a-z]/.test(words[0] as string) ? words.join('_').toUpperCase() : 'SECRET';
}
