import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'SendGrid',
  packages: ['@sendgrid/mail'],
  secrets: [{ path: 'setApiKey', argument: 0, variable: 'SENDGRID_API_KEY' }],
  outgoing: [{ path: '{send,sendMultiple}', asks: 'SendGrid', source: 'source 8.1.6' }],
  outgoingClients: [{ path: '{setTimeout,setClient}', does: 'sets', isUnseen: true }],
});
