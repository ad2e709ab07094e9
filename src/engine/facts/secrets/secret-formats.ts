import { rules } from '@secretlint/secretlint-rule-preset-recommend';

/** A piece of text that has the form of a credential. */
export interface KnownCredential {
  /** What it is, as a noun phrase. */
  what: string;
  /** The environment variable that it is mostly kept in. */
  variable: string;
  connection?: boolean;
}

/** Given out in a fixed form, and not among secretlint's recommended rules. */
const others: [RegExp, KnownCredential][] = [
  [/\b[sr]k_(live|test)_[A-Za-z0-9]{16,}/, { what: 'a Stripe key', variable: 'STRIPE_SECRET_KEY' }],
  [/\bwhsec_[A-Za-z0-9]{20,}/, { what: 'a webhook signing secret', variable: 'WEBHOOK_SECRET' }],
  [/\bAIza[\w-]{35}(?![\w-])/, { what: 'a Google API key', variable: 'GOOGLE_API_KEY' }],
  [
    /\bAccountKey=[A-Za-z0-9+/]{40,}={0,2}/,
    { what: 'an Azure account key', variable: 'AZURE_STORAGE_CONNECTION_STRING' },
  ],
  [/^\d{8,10}:AA[\w-]{33}$/, { what: 'a Telegram bot token', variable: 'TELEGRAM_BOT_TOKEN' }],
  [/\bkey-[0-9a-f]{32}\b/, { what: 'a Mailgun key', variable: 'MAILGUN_API_KEY' }],
  [/\bya29\.[\w-]{20,}/, { what: 'a Google access token', variable: 'GOOGLE_ACCESS_TOKEN' }],
  [/\bEAACEdEose0cBA\w+/, { what: 'a Facebook access token', variable: 'FACEBOOK_ACCESS_TOKEN' }],
  [/\bsq0(atp|csp)-[\w-]{22,}/, { what: 'a Square token', variable: 'SQUARE_ACCESS_TOKEN' }],
  [/^eyJ[\w-]{10,}\.eyJ[\w-]{8,}\.[\w-]{10,}$/, { what: 'a JSON Web Token', variable: 'ACCESS_TOKEN' }],
  [/\b(AKIA|ASIA)[A-Z0-9]{16}\b/, { what: 'an AWS access key', variable: 'AWS_ACCESS_KEY_ID' }],
];

const names: Record<string, KnownCredential> = {
  AWS: { what: 'an AWS credential', variable: 'AWS_SECRET_ACCESS_KEY' },
  GITHUB_TOKEN: { what: 'a GitHub token', variable: 'GITHUB_TOKEN' },
  SLACK_TOKEN: { what: 'a Slack token', variable: 'SLACK_TOKEN' },
  IncomingWebhook: { what: 'a Slack webhook address', variable: 'SLACK_WEBHOOK_URL' },
};

/** What secretlint's rules call a find → in our own words. */
function described(messageId: string, ruleId: string): KnownCredential {
  const known = names[messageId];
  if (known) return known;
  const product = /secretlint-rule-([\w-]+)$/.exec(ruleId)?.[1] ?? 'service';
  return {
    what: `a ${product.replace(/-/g, ' ')} credential`,
    variable: `${product.replace(/-/g, '_').replace(/^(\d)/, 'ONE$1').toUpperCase()}_TOKEN`,
  };
}

/** A scheme, a user, a password that is spelled out, and a host. */
const connection = /^(?:jdbc:)?([a-z][a-z\d+.-]*):\/\/([^\s:/@]*):([^\s/@]+)@([^\s/]|$)/i;
const connectionNames: [RegExp, string][] = [
  [/^mongodb/, 'MONGODB_URI'],
  [/^redis/, 'REDIS_URL'],
  [/^amqp/, 'AMQP_URL'],
  [/^(postgres|mysql|mariadb|mssql|sqlserver|cockroach|oracle|clickhouse)/, 'DATABASE_URL'],
  [/^smtp/, 'SMTP_URL'],
];
/** Passwords of addresses that only show how one is written. */
const shown =
  /^(password|passwd|pass|pwd|p|pw|secret|xxx+|\*+|\.+|your.*|<.*|\[.*|\{.*|%s|example|token|key)$/i;

/** `https://api.example.com/?api_key=…`: a key that is as long and mixed as those that are given out. */
const keyInAddress =
  /^https?:\/\/[^\s?]+\?(?:[^\s#]*&)?(?:api_?key|access_?token|auth_?token|token|client_?secret)=(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{20,}(?:&|#|$)/i;

/** Whether the text of a literal is worth a closer look: long, without spaces, of letters and digits; or an address; or a key block. */
export function mayHoldCredential(text: string): boolean {
  if (text.length < 12) return false;
  // Most long texts are sentences, markup or SQL: one search tells whether a sentence holds anything.
  if (/\s/.test(text)) return /:\/\/[^\s/@]*:[^\s/@]+@|-----BEGIN|;\s*(?:password|pwd)\s*=/i.test(text);
  if (text.includes('://'))
    return text.includes('@') || text.includes('hooks.slack') || keyInAddress.test(text);
  if (text.includes('-----BEGIN') || /;(?:password|pwd)=/i.test(text)) return true;
  return (
    text.length < 400 &&
    text.length >= 18 &&
    /\d/.test(text) &&
    /[-_.:=]|^A[A-Z]{3}/.test(text) &&
    /[A-Za-z]{2}/.test(text)
  );
}

/** `Server=db;User Id=sa;Password=…`. */
const adoPassword = /(?:^|;)\s*(?:password|pwd)\s*=\s*([^;{}<>$%]+)/i;

/** A password in an address, spelled out as a whole or up to the first hole of a template. */
export function passwordInAddress(text: string): { credential: KnownCredential; shown: boolean } | undefined {
  const listed =
    /;/.test(text) && /server|data source|host|uid|user|database/i.test(text) && adoPassword.exec(text);
  if (listed) {
    const credential = {
      what: 'a connection string with a password',
      variable: 'DATABASE_URL',
      connection: true,
    };
    return { credential, shown: shown.test((listed[1] ?? '').trim()) };
  }
  const match = connection.exec(text);
  if (!match) return undefined;
  const [, scheme = '', user = '', password = ''] = match;
  if (/^[$%{<]/.test(password) || /[<>{}]/.test(user)) return undefined;
  const variable =
    connectionNames.find(([pattern]) => pattern.test(scheme.toLowerCase()))?.[1] ?? 'SERVICE_URL';
  const credential = { what: 'an address with a password', variable, connection: true };
  return { credential, shown: shown.test(password) };
}

/** A private key in PEM, with content; a public key or a mere marker is none. */
export function isPrivateKey(text: string): boolean {
  const match = /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----([\s\S]*)/.exec(text);
  return match !== null && /[A-Za-z0-9+/=]{16,}/.test(match[1] as string);
}

/**
 * What kind of credential a text is, by its form. Secretlint's recommended rules know most forms; they are run one text at
 * a time, without its configuration, and are synchronous and pure for text.
 */
export function knownCredential(text: string): KnownCredential | undefined {
  if (isPrivateKey(text)) return { what: 'a private key', variable: 'PRIVATE_KEY' };
  if (keyInAddress.test(text)) return { what: 'an address with a key', variable: 'API_KEY' };
  if (text.includes('://') && !text.includes('hooks.slack')) return undefined;
  const other = others.find(([pattern]) => pattern.test(text));
  if (other) return other[1];
  let found: KnownCredential | undefined;
  const source = { content: text, filePath: '', ext: '', contentType: 'text' as const };
  for (const rule of textRules) {
    const context = {
      createTranslator: () => (messageId: string) => ({ message: messageId, messageId }),
      report: ({ message }: { message: { messageId: string } }) => {
        found ??= described(message.messageId, rule.meta.id);
      },
      ignore: () => undefined,
      sharedOptions: {},
    };
    rule.create(context, {}).file?.(source);
    if (found) return found;
  }
  return undefined;
}

/** Secretlint's rules as far as they are used here. */
interface TextRule {
  meta: { id: string; supportedContentTypes?: string[] };
  create(context: unknown, options: unknown): { file?(source: unknown): unknown };
}

/** Addresses and key blocks are read above; AWS account ids are no secrets; comments are no business of a literal. */
const textRules: readonly TextRule[] = rules.filter(
  ({ meta }: TextRule) =>
    !/-(filter-comments|gcp|privatekey|basicauth|database-connection-string)$/.test(meta.id),
);
