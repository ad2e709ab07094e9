import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Twilio',
  packages: ['twilio'],
});
