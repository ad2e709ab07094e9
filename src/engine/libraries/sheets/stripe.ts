import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Stripe',
  packages: ['stripe'],
});
