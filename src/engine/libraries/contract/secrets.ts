import type { Entry } from '../entry';

/** Calls that take a key, a password or a token: a text that is written into the code there is a secret, whatever it looks like. */
export interface SecretEntry extends Entry {
  /** The argument that is the secret, counted from 0. */
  argument?: number;
  /** Members of an options argument, wherever it stands, that are the secret; one of another option with a dot: `auth.pass`. */
  options?: readonly string[];
  /** Members of an options argument that are `user:password`. */
  accounts?: readonly string[];
  /** The argument that is `user:password` where it stands alone. */
  account?: number;
  /** The option whose members each are the password of a user. */
  passwords?: string;
  /** The environment variable that a fix reads instead. */
  variable: string;
  /** What people call the module itself where they import it, or require it: its calls are looked at under these names. */
  calledAs?: readonly string[];
}
