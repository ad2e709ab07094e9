import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Guards that ask what somebody may do',
  packages: [
    'accesscontrol',
    'casbin',
    'express-jwt-permissions',
    'express-jwt-authz',
    'connect-roles',
    'acl',
    '@casl/*',
    'role-acl',
    'permit',
    '@cerbos/*',
    '@fastify/casbin',
    'express-acl',
    'nest-access-control',
  ],
  middleware: [{ path: '**', does: 'authorizes' }],
});
