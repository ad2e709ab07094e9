import { createHash } from 'node:crypto';

/** Tells whether a file still has exactly the text that a patch was made for. */
export function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
