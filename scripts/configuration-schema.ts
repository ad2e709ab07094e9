import { join } from 'node:path';
import { rules } from '../rules';
import { configurationSchema } from '../src/engine';

/** Where editors get the schema of `marcus.config.json` from. */
export const schemaFile = join(__dirname, '..', 'media', 'marcus.config.schema.json');

/** The schema as it is written to disk: made from the rules, and the same that validates. */
export function schemaText(): string {
  return `${JSON.stringify(configurationSchema(rules.map(({ meta }) => meta)), undefined, 2)}\n`;
}
