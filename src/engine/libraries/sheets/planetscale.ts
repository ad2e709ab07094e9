import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'PlanetScale',
  packages: ['@planetscale/database'],
});
