import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Packages that run code',
  packages: [
    'vm2',
    '@n8n/vm2',
    'safe-eval',
    'node-eval',
    'eval',
    'notevil',
    'static-eval',
    'require-from-string',
  ],
  runs: [{ path: ['{VM,NodeVM}().run', ''], runs: 'code' }],
});
