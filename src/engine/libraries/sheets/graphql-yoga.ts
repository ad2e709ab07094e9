import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'GraphQL Yoga',
  packages: ['graphql-yoga'],
});
