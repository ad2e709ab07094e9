import type { Span } from '../../source/span';

// Secrets that are written into the code.

/** A secret that is written into the code. Its text is in no other field, so that no message can repeat it. */
export interface SecretFact {
  /** The literal, with its quotes. */
  span: Span;
  /** Told by its form, by its name, by what takes it, or because a secret falls back to it. */
  kind: 'format' | 'named' | 'used' | 'fallback';
  /** What it is or where it goes: `a GitHub token`, `jwtSecret`, `jwt.sign`. */
  what: string;
  /** The environment variable that should hold it. */
  variable: string;
  /** How it can be read from the environment instead. */
  fromEnvironment?: { variable: string; edits: { span: Span; text: string }[] };
}
