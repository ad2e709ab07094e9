import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'OpenAI',
  packages: ['openai'],
  outgoing: [
    {
      path: '[{OpenAI,AzureOpenAI}]().*.*[.*[.*]]',
      asks: 'OpenAI',
      byDefault: { seconds: 600, covers: 'try', tries: 3 },
      source: 'findings/sdk-retries-multiply-the-timeout.sh; measured 7.59',
    },
  ],
});
