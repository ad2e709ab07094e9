import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'GraphQL',
  packages: ['graphql', '@nestjs/graphql', 'type-graphql', 'graphql-tools', '@graphql-tools/*'],
});
