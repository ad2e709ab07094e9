import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'SendGrid',
  packages: ['@sendgrid/mail'],
});
