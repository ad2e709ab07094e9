import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'restify',
  packages: ['restify'],
  kinds: ['router', 'server-only', 'back-end'],
  routers: [{ path: 'createServer().**', is: 'app' }],
  servers: [{ path: 'createServer.**', serves: 'http' }],
});
