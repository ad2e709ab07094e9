import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import { patternFault } from '../libraries/path-patterns';
import type { RuleMeta } from '../rule-meta';
import { oneForEachMistake } from './combined-schemas';
import { configurationSchema } from './schema';

/** Checks configurations against the schema that the rules make. The schema is compiled when first needed. */
export class ConfigurationValidator {
  #validate: ValidateFunction | undefined;

  constructor(readonly rules: readonly RuleMeta[]) {}

  /** The faults, each at its own place; the words of combined schemas ("must match then") are left out. */
  errorsOf(value: unknown): ErrorObject[] {
    this.#validate ??= compiled(this.rules);
    if (this.#validate(value)) return [];
    return oneForEachMistake(this.#validate.errors ?? []).filter(({ keyword }) => keyword !== 'if');
  }
}

function compiled(rules: readonly RuleMeta[]): ValidateFunction {
  // Tests see to it that the schema itself is valid; checking that at each start takes longer than all the rest.
  const ajv = new Ajv({ allErrors: true, verbose: true, strict: false, meta: false, validateSchema: false });
  ajv.addFormat('access-pattern', (text) => patternFault(text) === undefined);
  return ajv.compile({ ...configurationSchema(rules), $schema: undefined });
}
