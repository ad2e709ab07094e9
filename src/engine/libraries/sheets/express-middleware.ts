import { defineLibrary } from '../library';

export default defineLibrary({
  name: "Express's smaller middleware",
  packages: ['errorhandler', 'express-error-handler'],
  secrets: [
    {
      // Of `express-basic-auth`.
      path: '',
      passwords: 'users',
      variable: 'BASIC_AUTH_PASSWORD',
      calledAs: ['basicAuth'],
    },
  ],
  errorAnswers: [{ path: ['', 'errorHandler'], tells: { what: 'stack' } }],
});
