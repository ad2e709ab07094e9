import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Apollo Server',
  packages: ['@apollo/server', '@apollo/server/*', 'apollo-server', 'apollo-server-*', '@nestjs/apollo'],
  errorAnswers: [
    {
      path: 'ApolloServer',
      uncaught: { unset: 'stack', production: 'message', test: 'message' },
      tells: { what: 'stack', option: 'includeStacktraceInErrorResponses', value: true },
      source: 'measured 5.5',
    },
  ],
});
