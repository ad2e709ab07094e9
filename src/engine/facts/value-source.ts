import type { AccessPath, Origin } from './facts';

/** Where a value comes from, with the words for a message: `req.query.sort`, a parameter's name. */
export interface Source {
  origin: Origin;
  from?: string;
  /** What it is in another file of the project, where only that file can tell. */
  reference?: AccessPath;
}

export const constant: Source = { origin: 'constant' };
export const unknown: Source = { origin: 'unknown' };
export const number: Source = { origin: 'number' };
export const placeholder: Source = { origin: 'placeholder' };

/** From harmless to dangerous: a value made of several is as dangerous as the worst of them. */
const order: readonly Origin[] = [
  'constant',
  'enumeration',
  'number',
  'placeholder',
  'escaped',
  'sql',
  'environment',
  'parameter',
  'unknown',
  'request',
];

/** What a value made of all of these is worth: as much as the worst. */
export function worst(sources: readonly Source[]): Source {
  let result = constant;
  for (const source of sources)
    if (order.indexOf(source.origin) > order.indexOf(result.origin)) result = source;
  return result;
}

/** Whether text from there can carry SQL, markup or a path that nobody spelled out in the code. */
export function isFree(origin: Origin): boolean {
  return origin === 'request' || origin === 'unknown' || origin === 'parameter';
}
