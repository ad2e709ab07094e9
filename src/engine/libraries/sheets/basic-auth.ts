import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Basic authentication',
  packages: ['basic-auth-connect', 'express-basic-auth'],
  middleware: [{ path: '**', does: 'authenticates', of: ['express-basic-auth'] }],
  secrets: [
    {
      // `basic-auth-connect` takes the one account, `express-basic-auth` all of them as options.
      path: '',
      argument: 1,
      passwords: 'users',
      variable: 'BASIC_AUTH_PASSWORD',
      calledAs: ['basicAuth', 'auth'],
    },
  ],
});
