import { defineLibrary } from '../library';

export default defineLibrary({
  name: '@nestjs/jwt',
  packages: ['@nestjs/jwt'],
  middleware: [{ path: 'JwtService().{verify,verifyAsync,decode}.**', does: 'authenticates', asked: true }],
});
