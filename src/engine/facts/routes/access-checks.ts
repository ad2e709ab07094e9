import { ts } from '../../source/syntax-tree';
import { splitPath } from '../access-path';
import type { AccessCheckFact } from '../facts';
import type { CallCollector, FileReader } from '../file-reader';
import { roleOfLibrary } from './middleware';

/** Functions of libraries that tell who calls, what they may do, or how often they have asked. */
export const accessCheckCollector: CallCollector = {
  names: [
    ...['consume', 'limit', 'protect', 'penalty'],
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
    if (ts.isNewExpression(node)) return;
    const role = roleOf(file, node, name);
    if (!role) return;
    const within = file.within(node);
    file.facts.accessChecks.push({
      role,
      span: file.span(node),
      ...(within === undefined ? {} : { within }),
    });
  },
};

function roleOf(
  file: FileReader,
  node: ts.CallExpression,
  name: string,
): AccessCheckFact['role'] | undefined {
  // What Passport and Fastify's plugin add to each request.
  if (/^(isAuthenticated|isUnauthenticated|jwtVerify)$/.test(name)) return 'authenticates';
  const path = file.paths.of(node.expression);
  if (path === undefined) return undefined;
  const { module, members } = splitPath(path);
  if (
    /^(jsonwebtoken|jose|fast-jwt|jwt-simple|@nestjs\/jwt|paseto|@node-rs\/jsonwebtoken|aws-jwt-verify)$/.test(
      module,
    )
  )
    return /verify|decode/i.test(members) ? 'authenticates' : undefined;
  // A signature or a key that is compared in constant time says who calls.
  if (module === 'crypto' && members === 'timingSafeEqual') return 'authenticates';
  const role = roleOfLibrary(path);
  return role === 'limits' || role === 'authenticates' || role === 'authorizes' ? role : undefined;
}
