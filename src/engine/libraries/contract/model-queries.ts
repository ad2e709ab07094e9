import type { Entry } from '../entry';
import type { QueryReader } from './data-clients';

/** A method that is a query, of a client, a repository or a model class. Readers go by its last name, on whatever it is called that they know. */
export interface ModelQueryEntry extends Entry {
  reader: QueryReader;
  /** What it does; `scope` is no query: it gives the model back with conditions of its own, which cannot be seen from the call. */
  does: 'select' | 'insert' | 'update' | 'delete' | 'scope';
  /**
   * What its first argument is, after what names the entity: options with `where` among them, the conditions themselves, a key, the values to be
   * written, conditions or options by their shape (`either`), or nothing that says which rows (`nothing`). Left out, it is rows that were read or made before.
   */
  takes?: 'options' | 'conditions' | 'key' | 'values' | 'either' | 'nothing';
  /** Set where it brings at most one row. */
  single?: true;
  /** Set where it brings a figure and no rows. */
  aggregate?: true;
  /** Set where hardly anything else has a method of that name, so that it tells the library where nothing better does. */
  distinctive?: true;
}
