import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Anthropic',
  packages: ['@anthropic-ai/sdk'],
  outgoing: [
    {
      path: '[Anthropic]().*.*[.*[.*]]',
      asks: 'Anthropic',
      byDefault: { seconds: 600, covers: 'try', tries: 3 },
      source: 'findings/sdk-retries-multiply-the-timeout.sh; measured 1.14',
    },
  ],
});
