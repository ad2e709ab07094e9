import { defineLibrary } from '../library';

export default defineLibrary({
  name: '@nestjs/websockets',
  packages: ['@nestjs/websockets', '@nestjs/platform-ws', '@nestjs/platform-socket.io'],
  decorators: [{ path: 'MessageBody', is: 'input' }],
  kinds: [
    'sockets',
    { kind: 'gateways', of: ['@nestjs/websockets'] },
    { kind: 'rooms', of: ['@nestjs/platform-socket.io'] },
  ],
});
