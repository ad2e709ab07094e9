import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'gRPC',
  packages: ['@grpc/grpc-js', 'grpc', '@grpc/proto-loader'],
});
