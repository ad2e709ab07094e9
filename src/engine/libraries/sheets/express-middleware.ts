import { defineLibrary } from '../library';

export default defineLibrary({
  name: "Express's smaller middleware",
  packages: ['errorhandler', 'express-error-handler'],
  errorAnswers: [
    {
      path: ['', 'errorHandler'],
      tells: { what: 'stack' },
      of: ['errorhandler', 'express-error-handler'],
    },
  ],
});
