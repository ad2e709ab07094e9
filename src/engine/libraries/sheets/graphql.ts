import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'GraphQL',
  packages: ['graphql', '@nestjs/graphql', 'type-graphql', 'graphql-tools', '@graphql-tools/*'],
  kinds: [{ kind: 'controllers', of: ['@nestjs/graphql', 'type-graphql'] }],
  decorators: [
    { path: 'Resolver', is: 'resolver', joins: 'container' },
    { path: 'Query', is: 'operation', method: 'QUERY' },
    { path: 'Mutation', is: 'operation', method: 'MUTATION' },
    { path: 'Subscription', is: 'operation', method: 'SUBSCRIPTION' },
    { path: '{ResolveField,ResolveProperty,FieldResolver}', is: 'field' },
    { path: '{Parent,Root}', is: 'parent' },
    { path: 'UseMiddleware', is: 'uses' },
    { path: 'Args', is: 'input' },
  ],
  graphTypes: [{ path: 'GraphQLObjectType', makes: 'type', of: ['graphql'] }],
});
