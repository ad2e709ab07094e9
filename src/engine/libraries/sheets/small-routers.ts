import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Routers whose json() makes a response',
  packages: ['react-router', '@vercel/remix', 'itty-router'],
  answers: [{ path: 'json', is: 'call' }],
});
