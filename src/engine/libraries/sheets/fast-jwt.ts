import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'fast-jwt',
  packages: ['fast-jwt'],
  middleware: [{ path: '{createVerifier,createDecoder}.**', does: 'authenticates', asked: true }],
});
