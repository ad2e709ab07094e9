import { defineLibrary } from '../library';

export default defineLibrary({
  name: '@nestjs/jwt',
  packages: ['@nestjs/jwt'],
  middleware: [{ path: 'JwtService().{verify,verifyAsync}.**', does: 'authenticates', asked: true }],
  kinds: ['tokens'],
  tokens: [
    {
      path: ['JwtService().sign', 'JwtService().signAsync'],
      does: 'signs',
      payload: 0,
      options: 1,
      keyOptions: ['secret', 'privateKey'],
      registered: 'unless it has a key',
      lifetime: {
        option: 'expiresIn',
        number: 'seconds',
        digits: 'milliseconds',
        short: "'15m'",
        refusesUndefined: true,
      },
      source: 'measured 12.0',
    },
    {
      path: ['JwtModule.{register,registerAsync}', 'JwtService'],
      does: 'registers',
      options: 0,
      keyOptions: ['secret', 'privateKey'],
      factory: 'useFactory',
      lifetime: {
        option: 'signOptions.expiresIn',
        number: 'seconds',
        digits: 'milliseconds',
        short: "'15m'",
        refusesUndefined: true,
      },
      source: 'measured 12.0',
    },
  ],
  secrets: [
    {
      path: [
        'JwtModule.{register,registerAsync}',
        'JwtService',
        'JwtService().{sign,signAsync,verify,verifyAsync}',
      ],
      options: ['secret', 'privateKey'],
      variable: 'JWT_SECRET',
    },
  ],
});
