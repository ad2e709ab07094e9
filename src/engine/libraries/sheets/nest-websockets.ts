import { defineLibrary } from '../library';

export default defineLibrary({
  name: '@nestjs/websockets',
  packages: ['@nestjs/websockets'],
  decorators: [{ path: 'MessageBody', is: 'input' }],
});
