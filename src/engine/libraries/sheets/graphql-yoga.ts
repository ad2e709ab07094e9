import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'GraphQL Yoga',
  packages: ['graphql-yoga'],
  errorAnswers: [
    {
      path: ['createYoga', 'createServer'],
      uncaught: { unset: 'nothing', production: 'nothing', test: 'nothing' },
      tells: { what: 'message', option: 'maskedErrors', value: false },
      source: 'findings/production-still-sends-the-error-message.sh; measured 5.24',
    },
  ],
});
