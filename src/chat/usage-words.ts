import type { Caps } from './allowance';
import type { Usage } from './provider';
import { tokensOf } from './usage';

/** "12.3k tokens, about $0.04"; without a price, tokens only. */
export function spokenUsage(usage: Usage): string {
  const words = spokenTokens(tokensOf(usage));
  return usage.dollars === undefined ? words : `${words}, ${spokenDollars(usage.dollars)}`;
}

/**
 * "$0.96 left", "40.0k tokens left": what is left of the caps; undefined where none is set. One in money that cannot hold, since a price is not
 * known, is said to be none.
 */
export function spokenRest(caps: Caps, used: Usage): string | undefined {
  const rest = [
    ...(caps.dollars && used.dollars !== undefined
      ? [`$${Math.max(0, caps.dollars - used.dollars).toFixed(2)}`]
      : []),
    ...(caps.tokens ? [spokenTokens(Math.max(0, caps.tokens - tokensOf(used)))] : []),
  ];
  const parts = [
    ...(rest.length > 0 ? [`${rest.join(' and ')} left`] : []),
    ...(caps.dollars && used.dollars === undefined
      ? [`price not known, cap of $${caps.dollars.toFixed(2)} not kept`]
      : []),
  ];
  return parts.length > 0 ? parts.join(', ') : undefined;
}

function spokenTokens(tokens: number): string {
  const count =
    tokens < 10_000
      ? String(tokens)
      : tokens < 1_000_000
        ? `${round(tokens / 1000)}k`
        : `${round(tokens / 1_000_000)}M`;
  return `${count} ${tokens === 1 ? 'token' : 'tokens'}`;
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
