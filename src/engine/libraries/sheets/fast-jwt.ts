import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'fast-jwt',
  packages: ['fast-jwt'],
  middleware: [{ path: 'createVerifier.**', does: 'authenticates', asked: true }],
  kinds: ['tokens'],
  tokens: [
    {
      path: 'createSigner',
      does: 'signs',
      reader: 'signer',
      options: 0,
      lifetime: { option: 'expiresIn', number: 'milliseconds', digits: 'milliseconds', short: '900_000' },
      source: 'findings/jwt-lifetimes-have-three-units.sh',
    },
  ],
  secrets: [{ path: ['createSigner', 'createVerifier'], options: ['key'], variable: 'JWT_SECRET' }],
});
