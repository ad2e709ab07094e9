import { defineLibrary } from '../library';

const byDefault = { seconds: 600, covers: 'silence' } as const;

export default defineLibrary({
  name: 'Nodemailer',
  packages: ['nodemailer'],
  kinds: ['server', 'server-only', 'login'],
  outgoing: [
    { path: 'createTransport().sendMail', asks: 'the mail server', byDefault, source: 'source 10.6.1' },
  ],
  outgoingClients: [
    {
      path: 'createTransport',
      does: 'makes',
      limits: { socketTimeout: 'silence', connectionTimeout: 'connect', greetingTimeout: 'connect' },
      byDefault,
      source: 'source 10.6.1',
    },
  ],
});
