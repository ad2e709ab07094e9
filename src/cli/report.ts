import type { EngineError, Finding, Gap, Place } from '../engine';
import type { LeftOut } from '../workspace';

/** Code that could not be analysed: a syntax error, a statement that no parser accepts. Never "clean". */
export interface NotAnalysed extends Place {
  path: string;
  message: Gap['message'];
}

/** What `marcus check` has to say, before it takes a form. All paths are relative to the working directory, with `/`. */
export interface CheckReport {
  /** Sorted by path, then place, then rule id. */
  findings: Finding[];
  errors: EngineError[];
  leftOut: LeftOut[];
  notAnalysed: NotAnalysed[];
  /** Files whose findings were asked for, and that were looked at. */
  files: number;
  /** From the first file's listing to the last finding. */
  durationMs: number;
}

export interface ReporterOptions {
  /** Also related places, fixes, and what was left out or not analysed. */
  verbose: boolean;
}
