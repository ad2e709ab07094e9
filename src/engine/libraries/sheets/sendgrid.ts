import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'SendGrid',
  packages: ['@sendgrid/mail'],
  secrets: [{ path: 'setApiKey', argument: 0, variable: 'SENDGRID_API_KEY' }],
});
