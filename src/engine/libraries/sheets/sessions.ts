import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Sessions',
  packages: ['express-session', 'cookie-session', 'client-sessions', 'koa-session', 'csurf'],
  middleware: [{ path: '**', does: 'nothing' }],
  secrets: [
    {
      path: '**',
      options: ['secret', 'keys', 'key', 'password'],
      variable: 'SESSION_SECRET',
      calledAs: [
        'session',
        'expressSession',
        'express-session',
        'cookieSession',
        'cookie-session',
        'sessions',
      ],
    },
  ],
});
