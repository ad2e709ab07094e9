import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Signed cookies',
  packages: ['cookie-parser', 'keygrip', 'cryptr', 'cookie-signature'],
  middleware: [{ path: '**', does: 'nothing', of: ['cookie-parser'] }],
  secrets: [
    {
      path: ['', 'Cryptr', 'Keygrip'],
      argument: 0,
      variable: 'COOKIE_SECRET',
      calledAs: ['cookieParser', 'cookie-parser', 'keygrip', 'Keygrip', 'Cryptr'],
    },
    {
      path: ['sign', 'unsign', 'signedCookie', 'signedCookies'],
      argument: 1,
      variable: 'COOKIE_SECRET',
    },
  ],
});
