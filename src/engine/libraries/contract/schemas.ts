import type { Entry } from '../entry';

/** How a library writes a schema of fields, and a call that gives back what passed it. Read by the fix that checks a request. */
export interface SchemaEntry extends Entry {
  /** The name that it customarily has where it is imported: `z`. */
  local: string;
  /** How it is imported under that name: `{ z }`, `Joi`, `* as yup`. */
  imported: string;
  /** What makes a schema of an object of fields: `z.object`. */
  object: string;
  /** The schema of a field that must be a text: `z.string()`. */
  text: string;
  /** The call that checks: `{schema}` and `{value}` stand for what they say. */
  check: string;
}
