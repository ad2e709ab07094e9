import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'iron-session',
  packages: ['iron-session'],
  middleware: [{ path: '**', does: 'authenticates' }],
  kinds: ['login', 'tokens'],
  tokens: [
    {
      path: ['getIronSession', 'sealData'],
      does: 'signs',
      options: 'last',
      // Fourteen days where nothing is said.
      lifetime: { option: 'ttl', number: 'seconds', short: '900', zeroIsEndless: true, byDefault: 1_209_600 },
      source: 'source 8.0.4',
    },
  ],
  secrets: [
    {
      path: [
        '{getIronSession,sealData,unsealData}',
        // Up to version 7.
        '{ironSession,withIronSessionApiRoute,withIronSessionSsr}',
      ],
      options: ['password'],
      variable: 'SESSION_PASSWORD',
    },
  ],
});
