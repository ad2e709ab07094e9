import { ts } from '../../source/syntax-tree';
import type { AccessCheckFact } from '../facts';
import type { CallCollector, FileReader } from '../reading/file-reader';
import { asksLimiter, roleOfLibrary } from './middleware';

/** Functions of libraries that tell who calls, what they may do, or how often they have asked. */
export const accessCheckCollector: CallCollector = {
  names: [
    ...['consume', 'limit', 'protect', 'penalty', 'check', 'acquire', 'hit', 'increment', 'tryAcquire'],
    ...['rateLimit', 'ratelimit', 'checkRateLimit', 'enforceRateLimit', 'isRateLimited', 'throttle'],
    ...['status', 'sendStatus', 'code', 'writeHead', 'json', 'createError', 'TRPCError', 'HttpException'],
    ...[
      'Response',
      'TooManyRequests',
      'TooManyRequestsError',
      'TooManyRequestsException',
      'ThrottlerException',
    ],
    ...['verify', 'verifyAsync', 'jwtVerify', 'verifyIdToken', 'verifySessionCookie', 'authenticate'],
    ...[
      'getSession',
      'getServerSession',
      'auth',
      'currentUser',
      'getUser',
      'getToken',
      'getAuth',
      'getIronSession',
    ],
    ...['validateSession', 'validateRequest', 'isAuthenticated', 'isUnauthenticated', 'timingSafeEqual'],
    ...['can', 'cannot', 'enforce', 'throwUnlessCan', 'isAllowed', 'permission'],
  ],
  call(node, name, file) {
    const role = saysTooMany(file, node, name)
      ? 'limits'
      : ts.isNewExpression(node)
        ? undefined
        : roleOf(file, node, name);
    if (!role) return;
    const within = file.within(node);
    file.facts.accessChecks.push({
      role,
      span: file.span(node),
      ...(within === undefined ? {} : { within }),
    });
  },
};

const tooMany = /\b429\b|TOO_?MANY|Too ?Many ?Requests|Throttler/;
const mentions = new WeakMap<FileReader, boolean>();

/** Whether a call answers that there were too many requests, as only what counts them does. */
function saysTooMany(file: FileReader, node: ts.CallExpression | ts.NewExpression, name: string): boolean {
  let mentioned = mentions.get(file);
  if (mentioned === undefined) {
    mentioned = tooMany.test(file.tree.root.text);
    mentions.set(file, mentioned);
  }
  if (!mentioned || !/^(status|sendStatus|code|writeHead|json|createError)$|^[A-Z]/.test(name)) return false;
  return (
    /^(TooMany|Throttler)/.test(name) ||
    (node.arguments ?? []).some((each) => tooMany.test(file.words(each, 200)))
  );
}

function roleOf(
  file: FileReader,
  node: ts.CallExpression,
  name: string,
): AccessCheckFact['role'] | undefined {
  // What Passport and Fastify's plugin add to each request.
  if (/^(isAuthenticated|isUnauthenticated|jwtVerify)$/.test(name)) return 'authenticates';
  if (/^(status|sendStatus|code|writeHead|json|createError)$|^[A-Z]/.test(name)) return undefined;
  const path = file.paths.of(node.expression);
  // A limiter that is injected or the project's own is told by its name: `this.loginLimiter.consume(ip)`.
  if (
    /^(consume|limit|check|acquire|hit|increment|tryAcquire|penalty|\w*[rR]ate[lL]imit\w*|throttle)$/.test(
      name,
    )
  ) {
    if (asksLimiter(file.text(node.expression))) return 'limits';
  }
  const role = roleOfLibrary(file.libraries, path);
  return role === 'limits' || role === 'authenticates' || role === 'authorizes' ? role : undefined;
}
