import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Express',
  packages: ['express', 'connect', 'polka'],
  secrets: [
    // What Express 3 brought with it.
    { path: 'cookieParser', argument: 0, variable: 'COOKIE_SECRET' },
    { path: 'basicAuth', argument: 1, variable: 'PASSWORD' },
  ],
  handlers: [
    { path: 'RequestHandler', answers: 1, as: 'response' },
    { path: 'ErrorRequestHandler', answers: 2, as: 'response', error: 0 },
  ],
  errorAnswers: [
    {
      path: '',
      uncaught: { unset: 'stack', production: 'nothing', test: 'stack' },
      source: 'measured 5.3.0',
    },
  ],
});
