import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'jose',
  packages: ['jose'],
  middleware: [
    {
      path: '{jwtVerify,compactVerify,flattenedVerify,generalVerify,jwtDecrypt}.**',
      does: 'authenticates',
      asked: true,
    },
  ],
  kinds: ['tokens'],
  tokens: [
    {
      path: ['SignJWT().**.sign', 'EncryptJWT().**.encrypt'],
      does: 'signs',
      reader: 'builder',
      key: 0,
      lifetime: { option: 'setExpirationTime', number: 'moment', short: "'15m'" },
      setters: { subject: 'setSubject', audience: 'setAudience' },
      source: 'findings/jwt-lifetimes-have-three-units.sh',
    },
    // The API of jose 1 and 2.
    {
      path: 'JWT.sign',
      does: 'signs',
      payload: 0,
      key: 1,
      options: 2,
      lifetime: { option: 'expiresIn', number: 'seconds', short: "'15m'" },
      source: 'source 2.0.7',
    },
  ],
  secrets: [
    {
      path: [
        '{SignJWT,EncryptJWT,GeneralSign,CompactSign,CompactEncrypt,FlattenedSign,FlattenedEncrypt,GeneralEncrypt}().**.{sign,encrypt}',
      ],
      argument: 0,
      variable: 'JWT_SECRET',
    },
    {
      path: ['{JWT,JWS,JWE,JWK}.{sign,verify,encrypt}', '{jwtVerify,jwtDecrypt,compactVerify}'],
      argument: 1,
      variable: 'JWT_SECRET',
    },
  ],
});
