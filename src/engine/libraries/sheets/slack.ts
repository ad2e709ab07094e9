import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Slack',
  packages: ['@slack/web-api', '@slack/client', '@slack/bolt'],
  secrets: [{ path: 'WebClient', argument: 0, variable: 'SLACK_TOKEN' }],
  outgoing: [{ path: 'WebClient().*.*[.*]', asks: 'Slack', source: 'source 7.19.0' }],
  outgoingClients: [
    {
      path: 'WebClient',
      does: 'makes',
      options: 1,
      limits: { timeout: 'silence' },
      isHandedIn: true,
      source: 'source 7.19.0',
    },
  ],
});
