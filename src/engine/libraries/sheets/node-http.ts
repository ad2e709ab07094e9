import { defineLibrary } from '../library';

export default defineLibrary({
  name: "Node's http",
  packages: ['http', 'https', 'http2'],
  secrets: [{ path: '**', accounts: ['auth'], variable: 'PASSWORD' }],
});
