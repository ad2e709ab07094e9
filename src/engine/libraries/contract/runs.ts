import type { Entry } from '../entry';

/** What runs a text that it is given. A separate isolate (isolated-vm, quickjs) is a boundary, and is not meant. */
export interface RunEntry extends Entry {
  /**
   * `code`: the first argument, as JavaScript in this process. `made code`: the last argument of what is made by it. `command`: the first argument, by a
   * shell. `program`: the first argument with a list of arguments, by a shell only where `shell` is set. `words`: a program and its arguments in one list,
   * or a template whose values are quoted.
   */
  runs: 'code' | 'made code' | 'command' | 'program' | 'words';
}

/** What opens a shell on another machine, or copies files there. */
export interface RemoteShellEntry extends Entry {
  /** Set where it is opened by what is made with `new`, and not by a call. */
  made?: boolean;
  /** The members of the first argument that may say which machine. */
  host: readonly string[];
  /** Set where it takes a whole as well that says which: `connect(vm.ssh)`. */
  whole?: boolean;
  /** What people call what the module exports itself: what is made of it is looked at under these names. */
  calledAs?: readonly string[];
}
