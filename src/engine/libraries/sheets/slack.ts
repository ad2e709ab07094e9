import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Slack',
  packages: ['@slack/web-api', '@slack/client', '@slack/bolt'],
  secrets: [{ path: 'WebClient', argument: 0, variable: 'SLACK_TOKEN' }],
});
