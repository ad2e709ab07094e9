import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'gRPC',
  packages: ['@grpc/grpc-js', 'grpc', '@grpc/proto-loader'],
  servers: [
    { path: 'Server().**', serves: 'connections', method: 'bindAsync', of: ['@grpc/grpc-js', 'grpc'] },
  ],
  outgoingClients: [
    {
      path: '{credentials,ChannelCredentials}.create{Insecure,Ssl,FromSecureContext,FromGoogleCredential}',
      does: 'credentials',
      limits: { deadline: 'whole' },
      fix: 'deadline: Date.now() + 10_000',
      source: 'measured 1.14.7',
    },
    { path: 'Metadata', does: 'metadata' },
  ],
});
