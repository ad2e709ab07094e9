import { defineLibrary } from '../library';

export default defineLibrary({
name: 'Mongoose',
packages: ['mongoose', '@nestjs/mongoose'],
kinds: [
{ kind: 'server', of: ['mongoose'] },
'server-only',
{ kind: 'back-end', of: ['mongoose'] },
'login',
'store']
});
