import type { Span } from '../../source/span';

// What one job leaves for the next.

/** A function that an agent, executor or worker does a unit of work with. Only in files that have module states. */
export interface JobHandlerFact {
  /** Index into `functions`. */
  function: number;
  /** What it is given, as written: `ticket`. */
  job: string;
}

/**
 * A variable or collection that lives as long as the module, and what functions write of their job into it. What is keyed by the job
 * and taken out again, made once, counted, or drained is left out.
 */
export interface ModuleStateFact {
  name: string;
  kind: 'variable' | 'map' | 'set' | 'list' | 'object';
  /** Where it is declared; where that is elsewhere, what is written to. */
  span: Span;
  writes: { span: Span; within?: number }[];
}
