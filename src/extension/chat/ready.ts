import { methods, type StatusParams } from '../../server/protocol';
import type { ServerClient } from '../services';

/** A first scan of a large project takes seconds, and of a huge one nobody waits for its end. */
const patience = 60_000;

/**
 * Resolves when the language server has seen the whole project once, so that an answer does not leave out what project
 * rules would have found a moment later; or after a minute, when what is known by then must do.
 */
export async function projectSeen(client: ServerClient): Promise<void> {
  // Any request starts the server; it says how it is before long.
  if (!client.status) await client.request(methods.rules, {});
  if (isDone(client.status)) return;
  await new Promise<void>((resolve) => {
    const finish = (): void => {
      clearTimeout(timer);
      subscription.dispose();
      resolve();
    };
    const timer = setTimeout(finish, patience);
    const subscription = client.onStatus((status) => {
      if (isDone(status)) finish();
    });
    if (isDone(client.status)) finish();
  });
}

function isDone(status: StatusParams | undefined): boolean {
  return status !== undefined && status.state !== 'scanning';
}
