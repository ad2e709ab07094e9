import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'agentkeepalive',
  packages: ['agentkeepalive'],
});
