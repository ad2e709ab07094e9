import got from 'got';
import { request } from 'undici';
import { config } from './config.js';

const platform = got.extend({
  prefixUrl: config.platformUrl,
  timeout: { request: 5_000 },
  retry: { limit: 2 },
});

/** Asks the platform whether it still wants the ticket done. */
export async function ticketStatus(ticketId: string, token: string, requestId: string): Promise<string> {
  const ticket = await platform
    .get(`api/tickets/${ticketId}`, {
      headers: { authorization: `Bearer ${token}`, 'x-request-id': requestId },
    })
    .json<{ status: string }>();
  return ticket.status;
}

/** Whether the artifacts service answers, for the readiness route. */
export async function artifactsAnswer(): Promise<boolean> {
  try {
    const response = await request(config.artifactsUrl, {
      method: 'HEAD',
      headersTimeout: 2_000,
      bodyTimeout: 2_000,
      signal: AbortSignal.timeout(3_000),
    });
    await response.body.dump();
    return response.statusCode < 500;
  } catch {
    return false;
  }
}
