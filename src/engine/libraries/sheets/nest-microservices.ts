import { defineLibrary } from '../library';

export default defineLibrary({
  name: '@nestjs/microservices',
  packages: ['@nestjs/microservices'],
  outgoingClients: [
    {
      path: '{ClientGrpc,ClientGrpcProxy}().getService',
      does: 'stub',
      limits: { deadline: 'whole' },
      source: 'documentation 11',
    },
  ],
});
