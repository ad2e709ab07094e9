import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Nodemailer',
  packages: ['nodemailer'],
  kinds: ['server', 'server-only', 'login'],
});
