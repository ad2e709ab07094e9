import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'agentkeepalive',
  packages: ['agentkeepalive'],
  agents: [
    {
      path: ['', '{HttpAgent,HttpsAgent}'],
      limits: { timeout: 'silence' },
      // Twice the time that a free socket is kept, and eight seconds at least.
      byDefault: { seconds: 8, covers: 'silence' },
      source: 'measured 4.6.0; source 4.6.0',
    },
  ],
});
