import type { Span } from '../../source/span';
import type { AccessPath } from './path-facts';
import type { ExportedValue } from './value-facts';

// How files hang together: what they import and export, and what their packages say.

export interface Manifest {
  name?: string;
  dependencies: string[];
  /** Every package that it asks for, of whatever kind → the range, as written. */
  requires?: Record<string, string>;
  /** Whether it installs commands. */
  commands: boolean;
  /** Set where it is never published. */
  private?: true;
  /** What its name alone stands for, as written: `source`, `module`, `main`, `types`. */
  entries?: string[];
  /** Subpath (`.`, `./users`, `./*`) → what it may stand for, as written. */
  exports?: Record<string, string[]>;
  /** The package's names for its own files (`#db`, `#lib/*`) → what they may stand for. */
  imports?: Record<string, string[]>;
}

/** Names that a compiler's configuration gives to modules; paths as written, relative to its folder. */
export interface CompilerFact {
  /** Configurations that it builds on. */
  extends: string[];
  baseUrl?: string;
  /** Name or pattern (`@app/*`) → what it may stand for. */
  paths?: Record<string, string[]>;
}

export interface ImportFact {
  specifier: string;
  /** Local name → imported name: `default`, `*` or a name. Empty for a bare import. */
  names: { local: string; imported: string }[];
  /** Whether only types are taken from it, as far as that is known: then nothing is loaded. */
  typeOnly: boolean;
  span: Span;
}

/** `export`: the public name (`default`, a name, or `*` for `export * from`), and what it denotes. */
export interface ExportFact {
  name: string;
  denotes?: AccessPath;
  /** Index into `functions` when a function of this file is exported. */
  function?: number;
  /** The name that it has in this file. */
  local?: string;
  /** Where the value comes from, or for a function what it returns. */
  value?: ExportedValue;
  /** The same for what is read from it: an object's or a class's members, by name. */
  members?: Record<string, ExportedValue>;
}
