import type { Domain } from '../domain';

export function clientFile({ table, type, variable, index }: Domain): string {
  const calls = ['Sync', 'Export', 'Verify', 'Mirror', 'Index', 'Price', 'Translate'];
  const timed = (position: number) => (position + index) % 6 !== 0;
  return `const { config } = require('../config');
const { logger } = require('../logger');

/** Tells the event service that a ${variable} has changed. */
async function notify${type}Changed(id, what) {
  const response = await fetch(\`\${config.eventsUrl}/${table}/\${encodeURIComponent(id)}\`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: \`Bearer \${config.eventsToken}\` },
    body: JSON.stringify({ what, at: new Date().toISOString() }),
    signal: AbortSignal.timeout(5000),
  });
  if (!response.ok) throw new Error(\`events answered \${response.status}\`);
}
${calls
  .map(
    (call, position) => `
async function request${call}(${variable}, attempt = 0) {
  const url = new URL('/v2/${table}/${call.toLowerCase()}', config.${call.toLowerCase()}Url);
  url.searchParams.set('id', ${variable}.id);
  try {
    const response = await fetch(url, {
      headers: { accept: 'application/json' },
${timed(position) ? `      signal: AbortSignal.timeout(${2000 + position * 500}),\n` : ''}    });
    if (response.status === 429 && attempt < 3) {
      await new Promise((resolve) => setTimeout(resolve, 2 ** attempt * 100));
      return request${call}(${variable}, attempt + 1);
    }
    const { items = [] } = await response.json();
    return items.filter((item) => item.state !== 'removed').map((item) => ({ ...item, source: '${call.toLowerCase()}' }));
  } catch (error) {
    logger.error({ error, id: ${variable}.id }, '${call.toLowerCase()} failed');
    return [];
  }
}
`,
  )
  .join('')}
module.exports = { notify${type}Changed, ${calls.map((call) => `request${call}`).join(', ')} };
`;
}
