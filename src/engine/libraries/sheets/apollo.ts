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
});
