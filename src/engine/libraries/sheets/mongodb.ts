import { defineLibrary } from '../library';

export default defineLibrary({
name: 'MongoDB driver',
packages: ['mongodb'],
kinds: [
'server',
'server-only',
'back-end',
'login',
'store']
});
