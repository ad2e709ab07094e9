import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Basic authentication',
  packages: ['basic-auth-connect', 'express-basic-auth'],
  middleware: [{ path: '**', does: 'authenticates', of: ['express-basic-auth'] }],
  secrets: [
    {
      path: '',
      argument: 1,
      variable: 'BASIC_AUTH_PASSWORD',
      calledAs: ['basicAuth', 'auth'],
      of: ['basic-auth-connect'],
    },
    {
      path: '',
      passwords: 'users',
      variable: 'BASIC_AUTH_PASSWORD',
      calledAs: ['basicAuth'],
      of: ['express-basic-auth'],
    },
  ],
});
