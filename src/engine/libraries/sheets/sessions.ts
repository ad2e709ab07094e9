import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Sessions',
  packages: ['express-session', 'cookie-session', 'client-sessions', 'koa-session'],
  middleware: [{ path: '**', does: 'nothing' }],
});
