/**
 * An estimate of how many tokens a text is, on the safe side: code has about 3 characters for one. The exact figure
 * comes with the answer.
 */
export function estimateTokens(text: string): number {
  return Math.ceil(text.length / 3);
}
