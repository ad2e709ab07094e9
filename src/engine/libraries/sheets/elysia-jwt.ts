import { defineLibrary } from '../library';

export default defineLibrary({
  name: '@elysiajs/jwt',
  packages: ['@elysiajs/jwt'],
  kinds: ['tokens'],
  tokens: [
    {
      // `app.use(jwt({ secret }))` of @elysiajs/jwt.
      path: ['jwt', ''],
      does: 'registers',
      options: 0,
      keyOptions: ['secret'],
      lifetime: { option: 'exp', number: 'moment', short: "'15m'" },
      source: 'source 1.4.2',
    },
    // What the plugin hands to handlers: `({ jwt }) => jwt.sign({ … })`. A claim wins over what is registered.
    {
      path: [],
      writtenAs: ['jwt.sign'],
      besides: 'elysia',
      does: 'signs',
      payload: 0,
      registered: 'always',
      source: 'source 1.4.2',
    },
  ],
  secrets: [{ path: ['jwt', ''], options: ['secret', 'secrets'], variable: 'JWT_SECRET', calledAs: ['jwt'] }],
});
