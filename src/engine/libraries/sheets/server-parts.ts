import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Parts of servers',
  packages: ['server-only', 'dotenv', 'bcrypt', 'bcryptjs', 'argon2', 'dockerode'],
  kinds: [
    { kind: 'server', of: ['bcrypt', 'bcryptjs', 'dotenv', 'server-only'] },
    { kind: 'server-only', of: ['server-only', 'dockerode', 'bcrypt', 'argon2'] },
  ],
});
