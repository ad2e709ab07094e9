import { defineLibrary } from '../library';

export default defineLibrary({
  name: "Node's crypto",
  packages: ['crypto'],
  runtime: true,
  middleware: [{ path: 'timingSafeEqual.**', does: 'authenticates', asked: true }],
  secrets: [
    {
      path: [
        '{createHmac,createCipheriv,createDecipheriv,createCipher,createDecipher}',
        '[webcrypto.]subtle.importKey',
      ],
      argument: 1,
      variable: 'ENCRYPTION_KEY',
    },
    {
      path: ['{pbkdf2,pbkdf2Sync,scrypt,scryptSync,createSecretKey}', 'createECDH().setPrivateKey'],
      argument: 0,
      variable: 'ENCRYPTION_KEY',
    },
  ],
  results: [{ path: '**.randomUUID', is: 'escaped' }],
});
