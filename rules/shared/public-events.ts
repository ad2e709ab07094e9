import type { BroadcastContent } from '../../src/engine';

/** The process itself speaks: its clock, its version, that it is there. */
const ofProcess =
  /^((the|server|current|system)-)?(clock|time|date|tick|now|uptime|heartbeat|ping|pong|keep-?alive)(-(update[sd]?|changed|sync|tick))?$|(^|-)(version|app-update|update-available|new-release|hot-reload|force-reload|reload|force-refresh)(-|$)/;
/** Numbers of people, not people. */
const counts =
  /(^|-)(count|counts|counter|(online|active|connected|total)-(users|clients|players|sockets|connections|visitors)|viewers|visitors)(-(update[sd]?|changed))?$/;
/** What is public wherever it is shown. */
const publicNews =
  /(^|-)(price|prices|quotes|stock-?ticker|ticker|market-data|exchange-rates?|headlines?|breaking-news|news|weather|public|scoreboard|live-scores?|status-page|(server|system|host|process)-(stats|metrics|load|health)|cpu(-usage)?|memory-usage)(-|$)/;
/** What everybody should hear: said by whoever runs the place. */
const notice =
  /(^|-)(announce|announcement|announcements|announces|maintenance|shut-?down|shutting-down|shutting|going-down|restart|restarting|downtime|motd|notice|sigterm|sigint|(system|server|service|platform|global|admin|site-wide)-(message|notice|notification|alert|announcement|broadcast|closing|stopping|banner|status|restart|shutdown))(-|$)/;
/** An event that only carries words, whoever may send it. */
const words = /(^|-)(message|notification|notify|alert|broadcast|banner|info|warning|news|notice)(-|$)/;

/** Whether a message to everyone has nothing of anybody's in it, or is meant for all by whoever sends it. */
export function isMeantForAll(event: string | undefined, { about, carries }: BroadcastContent): boolean {
  if (carries !== 'data') return true;
  const name = event === undefined ? '' : kebab(event);
  if ([ofProcess, counts, publicNews, notice].some((each) => each.test(name))) return true;
  const around = about.map(kebab);
  if (around.some((each) => notice.test(each))) return true;
  if (
    name === '' &&
    around.some((each) =>
      [ofProcess, counts, publicNews].some((pattern) =>
        pattern.test(each.replace(/^(send|broadcast|emit|publish|push|notify)-/, '')),
      ),
    )
  )
    return true;
  const byAdministrator = around.some((each) =>
    /(^|-)(admin|administrator|superuser|superadmin|operator)(-|$)/.test(each),
  );
  return byAdministrator && words.test(name);
}

/** `ticket:statusChanged` and `TICKET_STATUS_CHANGED` as `ticket-status-changed`. */
export function kebab(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .toLowerCase();
}
