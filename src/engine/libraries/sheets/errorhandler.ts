import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'errorhandler',
  packages: ['errorhandler'],
  errorAnswers: [{ path: ['', 'errorHandler'], tells: { what: 'stack' }, source: 'source 1.5.2' }],
});
