import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Smaller routers and servers',
  packages: [
    'express-promise-router',
    'router',
    'find-my-way',
    'itty-router',
    '@tinyhttp/app',
    'middy',
    'restana',
    '@vercel/remix',
  ],
  kinds: [
    {
      kind: 'router',
      of: ['express-promise-router', 'router', 'find-my-way', 'itty-router', '@tinyhttp/app', 'middy'],
    },
  ],
  routers: [
    {
      path: '{,Router,PromiseRouter}().**',
      is: 'router',
      of: ['express-promise-router', 'router', 'find-my-way', 'itty-router'],
    },
    { path: '{,App}().**', is: 'app', of: ['@tinyhttp/app', 'middy'] },
  ],
  servers: [{ path: '**', serves: 'http', of: ['restana'] }],
  answers: [{ path: 'json', is: 'call', of: ['@vercel/remix', 'itty-router'] }],
});
