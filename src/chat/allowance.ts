import type { Allowance, Usage } from './provider';
import { tokensOf } from './usage';

/** What one conversation may use; a cap that is 0 or absent is none. */
export interface Caps {
  tokens?: number;
  dollars?: number;
}

/** What is left of the caps, or a sentence that says that nothing is. A cap in dollars cannot hold where a price is not known. */
export function allowanceOf(
  caps: Caps,
  used: Usage,
): { ok: true; allowance: Allowance } | { ok: false; reason: string } {
  const allowance: Allowance = {};
  if (caps.tokens && caps.tokens > 0) {
    allowance.tokens = caps.tokens - tokensOf(used);
    if (allowance.tokens <= 0)
      return {
        ok: false,
        reason: `This conversation has used its ${caps.tokens} tokens. Begin a new one, or raise marcus.chat.limit.tokens.`,
      };
  }
  if (caps.dollars && caps.dollars > 0 && used.dollars !== undefined) {
    allowance.dollars = caps.dollars - used.dollars;
    if (allowance.dollars <= 0)
      return {
        ok: false,
        reason: `This conversation has used its $${caps.dollars.toFixed(2)}. Begin a new one, or raise marcus.chat.limit.dollars.`,
      };
  }
  return { ok: true, allowance };
}
