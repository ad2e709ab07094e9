import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Google Pub/Sub',
  packages: ['@google-cloud/pubsub'],
  workers: [{ path: '**.on', handler: 1, event: 'message' }],
});
