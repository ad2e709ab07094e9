import { isFunctionNode, memberName, propertyName, ts, unwrap } from '../../source/syntax-tree';
import type { CallCollector, FileReader } from '../reading/file-reader';
import { returnsOf } from '../reading/function-syntax';
import { readOptions } from '../reading/options-object';
import { addBasicAccount } from './basic-accounts';
import { writtenTexts } from './secret-literals';
import { isBlank } from './secret-names';
import { addSecret } from './secrets';

/** Calls whose argument is a key or password, whatever text it is. */
interface Use {
  path: RegExp;
  argument: number;
  variable: string;
}

const uses: Use[] = [
  { path: /^jsonwebtoken#(sign|verify)$|^jwt-simple#(encode|decode)$/, argument: 1, variable: 'JWT_SECRET' },
  {
    path: /^(hono\/jwt|@tsndr\/cloudflare-worker-jwt|njwt)#(sign|verify|create)$/,
    argument: 1,
    variable: 'JWT_SECRET',
  },
  {
    path: /^jose#(Sign|Encrypt|GeneralSign|CompactSign|FlattenedSign)\w*\(\).*\.(sign|encrypt)$/,
    argument: 0,
    variable: 'JWT_SECRET',
  },
  {
    path: /^jose#((JWT|JWS|JWE|JWK)\.(sign|verify|encrypt)|jwtVerify|jwtDecrypt|compactVerify)$/,
    argument: 1,
    variable: 'JWT_SECRET',
  },
  {
    path: /^crypto#(createHmac|createCipheriv|createDecipheriv|createCipher|createDecipher)$/,
    argument: 1,
    variable: 'ENCRYPTION_KEY',
  },
  { path: /^crypto#((pbkdf2|scrypt)(Sync)?|createSecretKey)$/, argument: 0, variable: 'ENCRYPTION_KEY' },
  {
    path: /^(crypto|global)#(crypto\.)?(webcrypto\.)?subtle\.importKey$/,
    argument: 1,
    variable: 'ENCRYPTION_KEY',
  },
  {
    path: /^crypto-js(\/[\w-]+)?#((AES|DES|TripleDES|Rabbit|RC4)\.)?(encrypt|decrypt)$|^crypto-js(\/hmac-\w+)?#(Hmac\w+)?$/,
    argument: 1,
    variable: 'ENCRYPTION_KEY',
  },
  {
    path: /^(cookie-parser|keygrip|cryptr)#(Cryptr|Keygrip)?$|^express#cookieParser$/,
    argument: 0,
    variable: 'COOKIE_SECRET',
  },
  { path: /^cookie-signature#(sign|unsign)$/, argument: 1, variable: 'COOKIE_SECRET' },
  { path: /^hono\/cookie#setSignedCookie$/, argument: 3, variable: 'COOKIE_SECRET' },
  { path: /^hono\/cookie#getSignedCookie$/, argument: 1, variable: 'COOKIE_SECRET' },
  { path: /^sequelize(-typescript)?#(Sequelize)?$/, argument: 2, variable: 'DB_PASSWORD' },
  { path: /^stripe#(Stripe)?$/, argument: 0, variable: 'STRIPE_SECRET_KEY' },
  { path: /^twilio#(Twilio)?$/, argument: 1, variable: 'TWILIO_AUTH_TOKEN' },
  { path: /^@sendgrid\/mail#setApiKey$/, argument: 0, variable: 'SENDGRID_API_KEY' },
  { path: /^(telegraf#(Telegraf)?|node-telegram-bot-api#|grammy#Bot)$/, argument: 0, variable: 'BOT_TOKEN' },
  { path: /^@slack\/(web-api|client)#WebClient$/, argument: 0, variable: 'SLACK_TOKEN' },
  { path: /^discord\.js#Client\(\)\.login$/, argument: 0, variable: 'DISCORD_TOKEN' },
  {
    path: /^(superagent|request|supertest)#.*\.auth$|^basic-auth-connect#$|^express#basicAuth$|^ldapjs#.*\.bind$/,
    argument: 1,
    variable: 'PASSWORD',
  },
  { path: /^(redis|ioredis)#.*\.auth$/, argument: 0, variable: 'REDIS_PASSWORD' },
];

/** Packages whose options have keys, and the options that hold them. */
const options: [RegExp, RegExp][] = [
  [
    /^(express-session|cookie-session|client-sessions|express-jwt|koa-jwt|koa-session|passport-jwt|@nestjs\/jwt|fast-jwt|hono\/jwt|iron-session|next-auth|@fastify\/[\w-]+|fastify-[\w-]+|@hapi\/[\w-]+|csurf)#/,
    /^(secret|secrets|secretOrKey|secretOrPrivateKey|key|keys|privateKey|password)$/,
  ],
];

const optionCalls = [
  'session',
  'cookieSession',
  'sessions',
  'expressSession',
  'expressjwt',
  'expressJwt',
  'jwt',
  'koaJwt',
  'koajwt',
  'Strategy',
  'JwtStrategy',
  'JWTStrategy',
  'register',
  'JwtService',
  'createSigner',
  'createVerifier',
  'registerAsync',
  'express-session',
  'cookie-session',
  'express-jwt',
  'koa-jwt',
  'getIronSession',
  'basicAuth',
  'super',
];

/** Texts written into the code where a library takes a key, a password or a token. */
export const secretUseCollector: CallCollector = {
  names: [
    'sign',
    'verify',
    'encode',
    'decode',
    'create',
    'encrypt',
    'decrypt',
    'jwtVerify',
    'jwtDecrypt',
    'compactVerify',
    'createHmac',
    'createCipheriv',
    'createDecipheriv',
    'createCipher',
    'createDecipher',
    'pbkdf2',
    'pbkdf2Sync',
    'scrypt',
    'scryptSync',
    'createSecretKey',
    'importKey',
    'HmacSHA1',
    'HmacSHA256',
    'HmacSHA384',
    'HmacSHA512',
    'HmacMD5',
    'cookieParser',
    'cookie-parser',
    'Keygrip',
    'keygrip',
    'Cryptr',
    'unsign',
    'setSignedCookie',
    'getSignedCookie',
    'Sequelize',
    'Stripe',
    'stripe',
    'twilio',
    'Twilio',
    'setApiKey',
    'Telegraf',
    'TelegramBot',
    'Bot',
    'WebClient',
    'login',
    'auth',
    'bind',
    'signAsync',
    'signToken',
    'verifyToken',
    'from',
    'btoa',
    ...optionCalls,
  ],
  call(node, name, file) {
    if (!node.arguments || node.arguments.length === 0) return;
    if (name === 'from' || name === 'btoa') {
      addBasicAccount(node, file);
      return;
    }
    // Without a package there is no library to give a key to.
    if (
      !file.facts.imports.some((each) => !/^[./]/.test(each.specifier)) &&
      !/crypto/.test(file.tree.root.text)
    )
      return;
    const callee = unwrap(node.expression);
    const path = callee.kind === ts.SyntaxKind.SuperKeyword ? undefined : file.paths.of(callee);
    if (path === undefined) return;
    const text = file.text(callee);
    const what = /^[\w$.]{1,40}$/.test(text) ? text : name;
    for (const use of uses) {
      if (use.path.test(path)) addUsed(file, node.arguments[use.argument], what, use.variable);
    }
    for (const [module, names] of options) {
      if (!module.test(path)) continue;
      addOptions(file, node.arguments, what, names);
      for (const argument of node.arguments) addOptions(file, factoryResults(file, argument), what, names);
    }
    // A plugin is registered with the options that it is given, whoever registers it.
    const [first] = node.arguments;
    if (
      path.endsWith('register') &&
      first &&
      /^(@fastify\/(jwt|cookie|session|secure-session)|fastify-\w+)#/.test(file.paths.of(unwrap(first)) ?? '')
    )
      addOptions(file, node.arguments, what, options[0]?.[1] ?? /^secret$/);
    if (/^express-basic-auth#/.test(path)) addUsers(file, node.arguments[0]);
  },
};

function addOptions(file: FileReader, given: readonly ts.Expression[], what: string, names: RegExp): void {
  for (const argument of given) {
    const inner = unwrap(argument);
    if (!ts.isObjectLiteralExpression(inner) && !ts.isIdentifier(inner)) continue;
    for (const [name, value] of readOptions(file, inner).members) {
      if (names.test(name)) addUsed(file, value, `${name} of ${what}`, variableOf(what, name));
    }
  }
}

/** What `useFactory` gives back: options that are made when the module is. */
function factoryResults(file: FileReader, argument: ts.Expression): ts.Expression[] {
  const inner = unwrap(argument);
  if (!ts.isObjectLiteralExpression(inner)) return [];
  const factory = readOptions(file, inner).members.get('useFactory');
  const made = factory && unwrap(factory);
  return made && isFunctionNode(made) ? returnsOf(made) : [];
}

function variableOf(what: string, option: string): string {
  if (/jwt|strategy|sign|verif/i.test(what)) return 'JWT_SECRET';
  return option === 'password' ? 'SESSION_PASSWORD' : 'SESSION_SECRET';
}

/** `basicAuth({ users: { admin: 'text' } })`: every value is a password. */
function addUsers(file: FileReader, argument: ts.Expression | undefined): void {
  const users = readOptions(file, argument).members.get('users');
  const inner = users && unwrap(users);
  if (!inner || !ts.isObjectLiteralExpression(inner)) return;
  for (const property of inner.properties) {
    if (!ts.isPropertyAssignment(property)) continue;
    addUsed(
      file,
      property.initializer,
      `the password of ${propertyName(property.name) ?? 'a user'}`,
      'BASIC_AUTH_PASSWORD',
    );
  }
}

function addUsed(file: FileReader, value: ts.Expression | undefined, what: string, variable: string): void {
  if (!value) return;
  const first = unwrap(value);
  // What looks like a key may be a function that finds it, or a name of an algorithm's key in a store.
  if (memberName(first) === 'length') return;
  for (const text of writtenTexts(file, value)) {
    if (isBlank(text.node.text) || /-----BEGIN (RSA )?PUBLIC|^-----BEGIN CERT|^ssh-/.test(text.node.text))
      continue;
    addSecret(file, text.node, { kind: 'used', what, variable, fallback: text.fallback });
  }
}
