import { defineLibrary } from '../library';

const others = { socketTimeout: 'silence', connectionTimeout: 'connect' } as const;

export default defineLibrary({
  name: "AWS SDK's request handlers",
  packages: ['@smithy/node-http-handler'],
  agents: [
    {
      path: 'NodeHttpHandler',
      versions: '>=4.4',
      limits: { requestTimeout: { covers: 'headers', onlyWith: 'throwOnRequestTimeout' }, ...others },
      source: 'source 4.4.0',
    },
    {
      path: 'NodeHttpHandler',
      versions: '<4.4',
      limits: { requestTimeout: 'silence', ...others },
      source: 'source 4.3.0',
    },
  ],
});
