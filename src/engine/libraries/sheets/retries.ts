import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Retries and breakers',
  packages: ['opossum', 'cockatiel', 'p-retry', 'p-timeout'],
});
