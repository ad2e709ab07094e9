import { postDigest } from '../integrations/slack';

export interface DigestEntry {
  title: string;
  pullRequestUrl: string | null;
  finishedAt: Date;
}

export interface DigestFormatter {
  format(entries: DigestEntry[], from: Date, to: Date): string;
}

export interface Clock {
  now(): Date;
}

export class SystemClock implements Clock {
  now(): Date {
    return new Date();
  }
}

class MarkdownDigestFormatter implements DigestFormatter {
  format(entries: DigestEntry[], from: Date, to: Date): string {
    const heading = `*${entries.length} tickets finished* (${from.toDateString()} to ${to.toDateString()})`;
    const lines = entries.map((entry) =>
      entry.pullRequestUrl ? `• <${entry.pullRequestUrl}|${entry.title}>` : `• ${entry.title}`,
    );
    return [heading, ...lines].join('\n');
  }
}

const DIGEST_PERIOD_MS = 24 * 60 * 60 * 1000;

/** Sends a tenant's daily digest to its Slack channel. */
export class TicketDigest {
  private readonly formatter: DigestFormatter = new MarkdownDigestFormatter();

  constructor(private readonly clock: Clock) {}

  async deliver(webhookUrl: string, entries: DigestEntry[]): Promise<boolean> {
    const to = this.clock.now();
    const from = new Date(to.getTime() - DIGEST_PERIOD_MS);
    const recent = entries.filter((entry) => entry.finishedAt >= from);
    if (recent.length === 0) return false;

    await postDigest(webhookUrl, this.formatter.format(recent, from, to));
    return true;
  }
}
