import type { Usage } from './provider';
import { tokensOf } from './usage';

/** "12.3k tokens, about $0.04"; without a price, tokens only. */
export function spokenUsage(usage: Usage): string {
  const tokens = tokensOf(usage);
  const count =
    tokens < 10_000
      ? String(tokens)
      : tokens < 1_000_000
        ? `${round(tokens / 1000)}k`
        : `${round(tokens / 1_000_000)}M`;
  const words = `${count} ${tokens === 1 ? 'token' : 'tokens'}`;
  return usage.dollars === undefined ? words : `${words}, ${spokenDollars(usage.dollars)}`;
}

/** An estimate is not exact to a tenth of a cent, and says so. */
export function spokenDollars(dollars: number): string {
  if (dollars === 0) return '$0';
  return dollars < 0.01 ? 'less than $0.01' : `about $${dollars.toFixed(2)}`;
}

/** Where an answer's tokens went, for whoever wants to know. */
export function usageDetails({
  inputTokens,
  outputTokens,
  cacheReadTokens,
  cacheWriteTokens,
}: Usage): string {
  return `${inputTokens} in, ${outputTokens} out, ${cacheReadTokens} from the cache, ${cacheWriteTokens} into the cache`;
}

function round(value: number): string {
  return value < 100 ? value.toFixed(1) : value.toFixed(0);
}
