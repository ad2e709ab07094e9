import type { ts } from '../../source/syntax-tree';
import type { AccessPath, Origin, ValueFact } from '../facts';

/** Where a value comes from, while its file is read. */
export interface Source extends ValueFact {
  /** The parameters of functions that go into it. */
  parameters?: ReadonlySet<ts.ParameterDeclaration>;
}

export const constant: Source = { origin: 'constant' };
export const unknown: Source = { origin: 'unknown' };
export const number: Source = { origin: 'number' };
export const placeholder: Source = { origin: 'placeholder' };

/** More parts than these from other files are not asked about. */
const maxReferences = 12;

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

const ranks = new Map(order.map((origin, rank) => [origin, rank]));

function rankOf(origin: Origin): number {
  return ranks.get(origin) ?? 0;
}

/** The more dangerous of two; the first where they are alike. */
export function worse<T extends ValueFact>(a: T, b: T): T {
  return rankOf(b.origin) > rankOf(a.origin) ? b : a;
}

/** What a value made of all of these is worth: as much as the worst. */
export function worst(sources: readonly Source[]): Source {
  const result = sources.reduce(worse, constant);
  if (!sources.some((each) => each.elsewhere || each.parameters)) return result;
  const merged: Source = { ...result };
  const parameters = new Set(sources.flatMap((each) => [...(each.parameters ?? [])]));
  if (parameters.size > 0) merged.parameters = parameters;
  if (sources.some((each) => each.elsewhere)) {
    const known = sources
      .map(({ origin, from, elsewhere }): ValueFact => {
        const told = elsewhere ? { origin: elsewhere.known, from: elsewhere.from } : { origin, from };
        return told.from === undefined ? { origin: told.origin } : { origin: told.origin, from: told.from };
      })
      .reduce(worse, constant);
    merged.elsewhere = {
      known: known.origin,
      ...(known.from === undefined ? {} : { from: known.from }),
      references: sources.flatMap((each) => each.elsewhere?.references ?? []).slice(0, maxReferences),
    };
  }
  return merged;
}

/** A value that another file of the project makes, and what to take it for where that file does not tell. */
export function madeElsewhere(path: AccessPath, origin: Origin, given?: readonly Source[]): Source {
  const reference = given && given.length > 0 ? { path, given: given.map(asFact) } : { path };
  const from = given?.find((each) => each.origin === origin)?.from;
  return {
    origin,
    ...(from === undefined ? {} : { from }),
    elsewhere: { known: 'constant', references: [reference] },
  };
}

/** What of a source is a fact. */
export function asFact({ origin, from, elsewhere }: Source): ValueFact {
  return {
    origin,
    ...(from === undefined ? {} : { from }),
    ...(elsewhere === undefined ? {} : { elsewhere }),
  };
}

/** Whether text from there can carry SQL, markup or a path that nobody spelled out in the code. */
export function isFree(origin: Origin): boolean {
  return origin === 'request' || origin === 'unknown' || origin === 'parameter';
}
