import { defineLibrary } from '../library';

export default defineLibrary({
  name: "Hono's parts",
  packages: ['hono/*', '@hono/*'],
  secrets: [
    { path: 'setSignedCookie', argument: 3, variable: 'COOKIE_SECRET' },
    { path: 'getSignedCookie', argument: 1, variable: 'COOKIE_SECRET' },
  ],
  handlers: [{ path: '', answers: 0, as: 'context' }],
  httpErrors: [{ path: 'HTTPException', status: 0, messageOf: 1 }],
});
