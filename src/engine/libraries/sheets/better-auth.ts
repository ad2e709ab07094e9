import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Better Auth',
  packages: ['better-auth', 'better-auth/*'],
});
