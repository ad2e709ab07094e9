import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'AWS SDK',
  packages: ['aws-sdk', '@aws-sdk/*'],
});
