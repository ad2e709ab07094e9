import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Nexus',
  packages: ['nexus'],
  graphTypes: [{ path: 'objectType', makes: 'type' }],
});
