import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Twilio',
  packages: ['twilio'],
  secrets: [
    { path: ['', 'Twilio'], argument: 1, variable: 'TWILIO_AUTH_TOKEN', calledAs: ['twilio', 'Twilio'] },
  ],
  outgoing: [
    {
      path: '[Twilio]().{calls,messages}.*',
      asks: 'Twilio',
      byDefault: { seconds: 30, covers: 'silence' },
      source: 'source 5.13.1',
    },
  ],
});
