import type { Entry } from '../entry';

/**
 * What takes functions that do jobs or handle messages. `path` is what is called or made with them. Read where it is told which functions do a unit of work: what such
 * a function is given first is the job, whatever it is called.
 */
export interface WorkerEntry extends Entry {
  /** Which argument is the function, from 0; `last` where others may be left out before it. */
  handler?: number | 'last';
  /** Members of an argument, the functions that they hold being handlers. */
  members?: readonly string[];
  /** The member of an argument that has a handler under each name of a job. */
  byName?: string;
  /** Which parameter of the function is the job, from 0; 0 when left out. */
  given?: number;
  /** The event that the first argument must name: of an emitter, which takes functions for others too. */
  event?: string;
  /** It is the type of such a function. */
  isHandler?: true;
  /** It is the type of a job: the function that a file exports by default, and that is given one, is a handler. */
  isJob?: true;
}
