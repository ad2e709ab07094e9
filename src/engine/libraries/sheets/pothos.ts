import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Pothos',
  packages: ['@pothos/*'],
  graphTypes: [
    { path: '**.{objectType,prismaObject,drizzleObject,prismaNode,drizzleNode}', makes: 'type' },
    { path: '**.implement', makes: 'made' },
    { path: '**.queryField', makes: 'root', method: 'QUERY', named: true },
    { path: '**.mutationField', makes: 'root', method: 'MUTATION', named: true },
    { path: '**.subscriptionField', makes: 'root', method: 'SUBSCRIPTION', named: true },
    { path: '**.{queryType,queryFields}', makes: 'root', method: 'QUERY' },
    { path: '**.{mutationType,mutationFields}', makes: 'root', method: 'MUTATION' },
    { path: '**.{subscriptionType,subscriptionFields}', makes: 'root', method: 'SUBSCRIPTION' },
  ],
});
