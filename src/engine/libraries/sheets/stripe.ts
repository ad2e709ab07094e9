import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Stripe',
  packages: ['stripe'],
  secrets: [
    { path: ['', 'Stripe'], argument: 0, variable: 'STRIPE_SECRET_KEY', calledAs: ['stripe', 'Stripe'] },
  ],
});
