import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'OpenAI',
  packages: ['openai'],
});
