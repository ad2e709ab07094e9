import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Basic authentication',
  packages: ['basic-auth-connect'],
  secrets: [{ path: '', argument: 1, variable: 'PASSWORD', calledAs: ['auth', 'basicAuth'] }],
});
