import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Anthropic',
  packages: ['@anthropic-ai/sdk'],
  outgoing: [
    {
      path: '[Anthropic]().*.*[.*[.*]]',
      asks: 'Anthropic',
      byDefault: { seconds: 600, covers: 'try', tries: 3 },
      source: 'measured 1.14',
    },
  ],
});
