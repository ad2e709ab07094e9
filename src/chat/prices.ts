import type { Usage } from './provider';

/** Dollars for a million tokens. */
interface Price {
  input: number;
  output: number;
  cacheRead: number;
  cacheWrite: number;
}

/** When the list below was last compared with the provider's: https://platform.claude.com/docs/en/about-claude/pricing. */
export const pricesAsOf = '2026-10-10';

/** What a token costs of each kind; a cache is written for five minutes, at 1.25 times the input's price. */
const price = (input: number, output: number, cacheRead: number): Price => ({
  input,
  output,
  cacheRead,
  cacheWrite: input * 1.25,
});

/** List prices by model. One that is not here has no estimate: tokens only. */
const prices: Record<string, Price | { upTo: number; below: Price; above: Price }> = {
  'claude-fable-5-1': price(10, 50, 0.25),
  'claude-mythos-5-1': price(10, 50, 0.25),
  'claude-fable-5': price(10, 50, 1),
  'claude-mythos-5': price(10, 50, 1),
  'claude-opus-5-5': price(4, 20, 0.2),
  'claude-opus-5': price(5, 25, 0.5),
  'claude-opus-4-8': price(5, 25, 0.5),
  'claude-opus-4-7': price(5, 25, 0.5),
  'claude-opus-4-6': price(5, 25, 0.5),
  'claude-opus-4-5': price(5, 25, 0.5),
  'claude-sonnet-5-5': price(2, 10, 0.1),
  'claude-sonnet-5': price(2, 10, 0.2),
  'claude-sonnet-4-6': price(3, 15, 0.3),
  'claude-sonnet-4-5': price(3, 15, 0.3),
  // Its price depends on how long the prompt is, cached tokens included.
  'claude-haiku-5-5': { upTo: 100_000, below: price(0.1, 0.5, 0.01), above: price(0.5, 2.5, 0.05) },
  'claude-haiku-4-5': price(1, 5, 0.1),
};

/** What one request costs by the list, in dollars; undefined for a model whose price is not known. */
export function costOf(model: string, usage: Omit<Usage, 'dollars'>): number | undefined {
  const known = priceOf(model);
  if (!known) return undefined;
  const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens } = usage;
  const prompt = inputTokens + cacheReadTokens + cacheWriteTokens;
  const each = 'upTo' in known ? (prompt > known.upTo ? known.above : known.below) : known;
  const millionths =
    inputTokens * each.input +
    outputTokens * each.output +
    cacheReadTokens * each.cacheRead +
    cacheWriteTokens * each.cacheWrite;
  return millionths / 1_000_000;
}

/** How many tokens of an answer so many dollars buy, at the dearest that the model can be; undefined where its price is not known. */
export function answerFor(model: string, dollars: number): number | undefined {
  const known = priceOf(model);
  if (!known) return undefined;
  const each = 'upTo' in known ? known.above : known;
  return Math.floor((dollars * 1_000_000) / each.output);
}

/** A date in the model's name does not matter. */
function priceOf(model: string): (typeof prices)[string] | undefined {
  return prices[model.replace(/-\d{8}$/, '')];
}
