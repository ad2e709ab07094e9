import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'jsonwebtoken',
  packages: ['jsonwebtoken', 'jsonwebtoken-promisified'],
  kinds: [{ kind: 'server', of: ['jsonwebtoken'] }, { kind: 'back-end', of: ['jsonwebtoken'] }, 'tokens'],
  middleware: [{ path: '**.verify.**', does: 'authenticates', asked: true }],
  tokens: [
    {
      path: ['sign', 'signAsync'],
      does: 'signs',
      payload: 0,
      key: 1,
      options: 2,
      lifetime: {
        option: 'expiresIn',
        number: 'seconds',
        digits: 'milliseconds',
        short: "'15m'",
        refusesUndefined: true,
      },
      source: 'findings/jwt-lifetimes-have-three-units.sh',
    },
  ],
  secrets: [{ path: ['sign', 'signAsync', 'verify'], argument: 1, variable: 'JWT_SECRET' }],
});
