import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Apollo Server',
  packages: ['@apollo/server', '@apollo/server/*', 'apollo-server', 'apollo-server-*', '@nestjs/apollo'],
});
