import { wordsOf } from '../../shared/path-words';

/** What a verb does to a resource, which is what an HTTP method says. */
export type Deed = 'read' | 'create' | 'change' | 'replace' | 'remove' | 'act';

/** Verbs that say in a path what the method says, also where they stand alone: `/users/update/:id`. */
const alone: Record<string, Deed> = {
  create: 'create',
  add: 'create',
  insert: 'create',
  get: 'read',
  list: 'read',
  fetch: 'read',
  retrieve: 'read',
  find: 'read',
  check: 'act',
  update: 'change',
  edit: 'change',
  modify: 'change',
  change: 'change',
  upsert: 'replace',
  set: 'replace',
  save: 'act',
  delete: 'remove',
  remove: 'remove',
  destroy: 'remove',
  submit: 'act',
  send: 'act',
  process: 'act',
};

/**
 * Verbs that are told only together with their object: `approve-order`. Alone under a resource (`/orders/:id/approve`) they are the
 * accepted way to name a step that no method stands for.
 */
const withObject: Record<string, Deed> = {
  make: 'create',
  generate: 'create',
  assign: 'act',
  unassign: 'act',
  approve: 'act',
  reject: 'act',
  decline: 'act',
  cancel: 'act',
  enable: 'act',
  disable: 'act',
  activate: 'act',
  deactivate: 'act',
  execute: 'act',
  toggle: 'act',
  calculate: 'act',
  compute: 'act',
  convert: 'act',
  publish: 'act',
  unpublish: 'act',
  revoke: 'act',
  purge: 'remove',
  clear: 'remove',
};

/** What makes a noun of the word before it: `check-in`, `add-ons`, `set-up`, `get-started`. */
const particles = /^(in|ins|on|ons|out|outs|off|offs|up|ups|back|backs|down|downs|over|overs|started|able)$/;

/**
 * What names a thing together with the verb before it, and makes a noun of both: `change-requests`, `update-history`, `edit-page`. Each verb has
 * its own: `change-order` is a document, `update-order` a deed.
 */
const revisions =
  /^(requests?|logs?|history|histories|runs?|types?|channels?|feeds?|results?|views?|pages?|forms?|events|notes|notices?|streams?|windows?|intervals?|sets?|lists?|marks?)$/;
const heads: Record<string, RegExp> = {
  add: /^(forms?|pages?|views?)$/,
  save: /^(points?|states?|forms?)$/,
  find: /^(results?|pages?|views?)$/,
  update: revisions,
  edit: revisions,
  change:
    /^(requests?|logs?|history|histories|orders?|runs?|types?|records?|notes?|notices?|channels?|feeds?|results?|views?|sets?|events?|streams?|windows?|tokens?|lists?)$/,
  list: /^(items?|views?|types?|prices?|entry|entries|pages?|logs?|history|results?|definitions?|marks?|forms?|box|boxes|records?)$/,
  check:
    /^(requests?|logs?|history|runs?|suites?|types?|definitions?|instances?|results?|points?|views?|lists?|marks?|sums?|boxes|box|items?|intervals?|times?)$/,
  process:
    /^(logs?|history|histories|runs?|types?|definitions?|instances?|records?|notes?|results?|points?|views?|events?|streams?|times?)$/,
  set: /^(requests?|logs?|history|types?|definitions?|instances?|results?|points?|views?|lists?|items?)$/,
};

/** Names of steps in signing in that clients everywhere know. */
const accepted = /^(get-session|set-password|check-?health|list-sessions)$/;

/** The verb that a segment of a path is, or starts with at the end of a word; undefined for a noun and for an accepted action. */
export function verbOf(
  segments: readonly string[],
  index: number,
): { verb: string; deed: Deed; rest: string[] } | undefined {
  const segment = segments[index] as string;
  // Parameters, patterns, and custom methods as `tickets:batch`.
  if (!/^[\w.-]+$/.test(segment)) return undefined;
  const name = segment.replace(/\.(json|php|do|action|aspx?|xml|html?)$/i, '');
  if (name.includes('.')) return undefined;
  const [verb = '', ...rest] = wordsOf(name);
  const next = segments[index + 1];
  if (rest.length === 0) {
    const deed = Object.hasOwn(alone, verb) ? alone[verb] : undefined;
    if (!deed || isThing(verb, next) || /^_*(health|live|ready)/i.test(segments[index - 1] ?? ''))
      return undefined;
    return { verb, deed, rest };
  }
  const deed = Object.hasOwn(alone, verb) ? alone[verb] : withObject[verb];
  const [object = ''] = rest;
  if (!deed || particles.test(object) || accepted.test([verb, ...rest].join('-'))) return undefined;
  if (/^(logs?|history|histories|requests?|queues?|limits?)$/.test(rest.at(-1) ?? '') && rest.length === 1)
    return undefined;
  if (
    Object.hasOwn(heads, verb) &&
    rest.length === 1 &&
    (heads[verb]?.test(object) || (verb !== 'add' && isParameterOf(object, next)))
  )
    return undefined;
  return { verb, deed, rest };
}

/** `/lists/:listId` by its singular: `/set/:setId` names a set, `/set/:id/items` too. */
function isThing(verb: string, next: string | undefined): boolean {
  if (!/^(list|set|check|process|change)$/.test(verb) || next === undefined) return false;
  return new RegExp(`^[:{]${verb}_?(id|name|uuid|key|slug)\\b`, 'i').test(next);
}

function isParameterOf(object: string, next: string | undefined): boolean {
  return next !== undefined && /^[:{]/.test(next) && /s$/.test(object);
}
