import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'AI SDK',
  packages: ['ai', '@ai-sdk/*'],
});
