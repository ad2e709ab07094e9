import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'gRPC',
  packages: ['@grpc/grpc-js', 'grpc', '@grpc/proto-loader'],
  servers: [
    { path: 'Server().**', serves: 'connections', method: 'bindAsync', of: ['@grpc/grpc-js', 'grpc'] },
  ],
});
