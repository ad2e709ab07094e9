import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Twilio',
  packages: ['twilio'],
  secrets: [
    { path: ['', 'Twilio'], argument: 1, variable: 'TWILIO_AUTH_TOKEN', calledAs: ['twilio', 'Twilio'] },
  ],
});
