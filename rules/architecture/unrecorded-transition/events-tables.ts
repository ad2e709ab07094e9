import { type ProjectModel, sameWords, type Table } from '../../../src/engine';

/** What a table of transitions is called after its entity: `order_events`, `order_status_history`, `order_audit_log`. */
const ofEntity =
  /^(?:(?:domain|lifecycle|state|status|audit|change)_)*(?:events?|history|histories|audits?|audit_(?:logs?|trails?|entries)|transitions?|changes|change_logs?|(?:state|status|event)_logs?)$/;
/** The same for a family: `hitl_events` of `hitl_sessions`. */
const ofFamily = /^(?:events?|event_logs?|history|transitions?|audit_logs?|audits?|state_changes)$/;
/** What says which transition it was. */
const transitionColumn =
  /^(event|event_?(type|name|kind)|type|kind|action|name|transition|operation|op|change|(from|to|old|new|prev|previous|before|after)_?\w*|status|state|data|payload|diff|changes)$/i;
/** Events that take place, and are not what happened to something. */
const calendarColumn =
  /^(starts?|ends?|start_?(time|date|at)|end_?(time|date|at)|starts_at|ends_at|scheduled_\w+|location|venue|attendees?)$/i;
/** Entities of which programs keep events that are no transitions: what somebody did on a page. */
const tracked =
  /^(app_?)?(users?|accounts?|customers?|people|persons?|members?|visitors?|contacts?|devices?|profiles?|leads?)$/i;
const fromTo = /^(from|to|old|new|prev|previous|before|after)_?(state|status)$/i;

/** The tables in which the transitions of a table's rows are kept, as the configuration or their names say. */
export class EventsTables {
  readonly #known = new Map<string, Table | undefined>();

  constructor(private readonly model: ProjectModel) {}

  /** @param named Entity's table → events table, as configured. */
  of(name: string, named: Readonly<Record<string, unknown>>): Table | undefined {
    const configured = Object.entries(named).find(([entity]) => sameWords(entity) === sameWords(name))?.[1];
    if (typeof configured === 'string') return this.model.schema.table(configured);
    const key = name.toLowerCase();
    if (!this.#known.has(key)) this.#known.set(key, this.#find(name));
    return this.#known.get(key);
  }

  #find(name: string): Table | undefined {
    const entity = this.model.schema.table(name);
    if (!entity) return undefined;
    const own = snake(entity.name);
    const stems = [...new Set([own, singular(own)])];
    const candidates = [...this.model.schema.tables.values()].filter((each) => each !== entity);
    const direct = candidates.find((each) => {
      const words = snake(each.name);
      return stems.some(
        (stem) => words.startsWith(`${stem}_`) && ofEntity.test(words.slice(stem.length + 1)),
      );
    });
    if (direct) return isAbout(direct, entity) && keepsTransitions(direct, entity) ? direct : undefined;
    const [family, ...rest] = own.split('_');
    if (rest.length === 0) return undefined;
    return candidates.find((each) => {
      const words = snake(each.name);
      return (
        words.startsWith(`${family}_`) &&
        ofFamily.test(words.slice((family as string).length + 1)) &&
        isAbout(each, entity) &&
        keepsTransitions(each, entity)
      );
    });
  }
}

/** Whether rows of one table refer to rows of the other. */
function isAbout(events: Table, entity: Table): boolean {
  if (events.foreignKeys.some((key) => key.table.toLowerCase() === entity.name.toLowerCase())) return true;
  const own = singular(snake(entity.name));
  const last = own.slice(own.lastIndexOf('_') + 1);
  return [...events.columns.values()].some(({ name }) => {
    const words = snake(name);
    return (
      words === `${own}_id` ||
      words === `${last}_id` ||
      words === own ||
      /^(aggregate|entity|stream|subject|record)_id$/.test(words)
    );
  });
}

function keepsTransitions(events: Table, entity: Table): boolean {
  const names = [...events.columns.values()].map((each) => each.name);
  if (names.some((each) => calendarColumn.test(each))) return false;
  // A table of this name says it itself: `lead_status_history`.
  if (/(^|_)(state|status)_/.test(snake(events.name))) return true;
  if (tracked.test(singular(snake(entity.name)))) return names.some((each) => fromTo.test(each));
  return (
    !/events?$/i.test(events.name) ||
    names.some((each) => transitionColumn.test(each)) ||
    // Keys and times alone speak neither for something else.
    names.every((each) => /(^|_)(id|uuid|at|date|time|timestamp|seq|sequence|version)$/.test(snake(each)))
  );
}

function singular(words: string): string {
  if (/ies$/.test(words)) return `${words.slice(0, -3)}y`;
  if (/(ss|us|is)$/.test(words)) return words;
  if (/(ch|sh|x|ss|us)es$/.test(words)) return words.slice(0, -2);
  return words.replace(/s$/, '');
}

function snake(name: string): string {
  return name.replace(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase();
}
