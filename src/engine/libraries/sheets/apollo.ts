import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Apollo Server',
  packages: ['@apollo/server', '@apollo/server/*', 'apollo-server', 'apollo-server-*', '@nestjs/apollo'],
  servers: [
    { path: 'ApolloServer.**', serves: 'http', of: ['apollo-server'] },
    {
      path: 'startStandaloneServer',
      serves: 'connections',
      listens: 'made',
      of: ['@apollo/server/*'],
    },
    { path: 'startStandaloneServer().**', serves: 'connections', of: ['@apollo/server/*'] },
  ],
  errorAnswers: [
    {
      path: 'ApolloServer',
      versions: '>=4',
      uncaught: { unset: 'stack', production: 'message', test: 'message' },
      tells: { what: 'stack', option: 'includeStacktraceInErrorResponses', value: true },
      source: 'findings/production-still-sends-the-error-message.sh',
    },
    {
      path: 'ApolloServer',
      versions: '<4',
      uncaught: { unset: 'stack', production: 'message', test: 'message' },
      tells: { what: 'stack', option: 'debug', value: true },
      source: 'documentation 3.x',
    },
  ],
});
