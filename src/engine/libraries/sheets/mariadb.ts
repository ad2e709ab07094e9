import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'MariaDB connector',
  packages: ['mariadb', 'mariadb/callback'],
  kinds: [{ kind: 'server-only', of: ['mariadb'] }],
});
