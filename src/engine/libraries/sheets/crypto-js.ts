import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'crypto-js',
  packages: ['crypto-js', 'crypto-js/*'],
  secrets: [
    {
      // One of its parts, such as `crypto-js/hmac-sha256`, is called itself.
      path: [
        '',
        '[{AES,DES,TripleDES,Rabbit,RC4}.]{encrypt,decrypt}',
        '{HmacMD5,HmacSHA1,HmacSHA224,HmacSHA256,HmacSHA3,HmacSHA384,HmacSHA512,HmacRIPEMD160}',
      ],
      argument: 1,
      variable: 'ENCRYPTION_KEY',
    },
  ],
});
