import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Anthropic',
  packages: ['@anthropic-ai/sdk'],
});
