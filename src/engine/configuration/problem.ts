import type { ErrorObject } from 'ajv';
import { patternFault } from '../libraries/path-patterns';
import { isObject } from './defaults';
import { nearestId } from './nearest';

/** What a validation error means to the person who wrote the file. */
export interface Described {
  /** Where it is in the value. */
  path: (string | number)[];
  /** The fault is the key and not what it holds. */
  isKey: boolean;
  message: string;
}

export function describe(error: ErrorObject): Described {
  const path = toPath(error.instancePath);
  if (error.keyword === 'additionalProperties') {
    const name = String(error.params.additionalProperty);
    const known = isObject(error.parentSchema?.properties) ? Object.keys(error.parentSchema.properties) : [];
    return { path: [...path, name], isKey: true, message: unknownName(path, name, known) };
  }
  return { path, isKey: false, message: faultOf(error, path) };
}

function unknownName(path: readonly (string | number)[], name: string, known: readonly string[]): string {
  const nearest = nearestId(name, known);
  const hint = nearest === undefined ? '' : ` Did you mean ${nearest}?`;
  if (path.length === 0)
    return `There is no setting ${quoted(name)}.${hint || ` There are ${listed(known)}.`}`;
  if (path[0] !== 'rules')
    return `${path.join('.')} has no ${quoted(name)}.${hint || ` It has ${listed(known)}.`}`;
  if (path.length === 1) return `There is no rule ${quoted(name)}.${hint}`;
  const list = known.length === 0 ? ' It has none.' : ` It has ${listed(known)}.`;
  return `The rule ${path[1]} has no option ${quoted(name)}.${hint || list}`;
}

function faultOf(
  { keyword, params, message, data, schema }: ErrorObject,
  path: readonly (string | number)[],
): string {
  const subject = quoted(typeof data === 'string' ? data : JSON.stringify(data));
  if (keyword === 'enum' && Array.isArray(params.allowedValues)) {
    const what =
      path[0] === 'rules'
        ? 'severity'
        : path[0] === 'roles'
          ? 'role'
          : path[0] === 'dialect'
            ? 'dialect'
            : path[0] === 'extends'
              ? 'profile'
              : 'choice';
    const choices = params.allowedValues.map(String);
    // The kinds of libraries alone are near forty.
    const nearest = path[0] === 'libraries' ? nearestId(String(data), choices) : undefined;
    return `${subject} is no ${what}. ${nearest === undefined ? `Use ${listed(choices, 'or')}.` : `Did you mean ${nearest}?`}`;
  }
  if (keyword === 'type') {
    const types = [params.type].flat().map((type) => typeNames[String(type)] ?? String(type));
    return `Expected ${listed(types, 'or')} here.`;
  }
  if (keyword === 'const')
    return params.allowedValue === true
      ? 'Write true here, or leave it out.'
      : `${subject} is no choice. Use ${String(params.allowedValue)}.`;
  if (keyword === 'anyOf' && Array.isArray(schema))
    return `Expected ${listed(alternatives(schema), 'or')} here.`;
  if (keyword === 'format') return patternFault(String(data)) ?? 'This is no pattern.';
  if (keyword === 'pattern' && path.at(-1) === 'versions')
    return `${subject} bounds no versions. Write <5, >=5 or >=4.2 <5.`;
  if (keyword === 'pattern' && path.at(-2) === 'packages')
    return `${subject} names no package. Write it as it is imported, or a file of this project as ./src/http.`;
  if (keyword === 'required') return `This needs ${quoted(String(params.missingProperty))}.`;
  if (keyword === 'minLength') return 'Expected a text that is not empty.';
  if (keyword === 'minItems' && path[0] === 'libraries') return 'Expected a list that is not empty.';
  if (path[0] === 'rules' && path.length === 2 && /Items$/.test(keyword))
    return 'Expected a severity, or a list of a severity and options.';
  return `This ${message ?? 'is not valid'}.`;
}

/** What several schemas take, as words: their types, or the very values. */
function alternatives(schemas: readonly unknown[]): string[] {
  const words = schemas
    .filter(isObject)
    .map((each) =>
      each.const === undefined ? (typeNames[String(each.type)] ?? String(each.type)) : String(each.const),
    );
  return [...new Set(words)];
}

const typeNames: Record<string, string> = {
  array: 'a list',
  object: 'an object',
  string: 'a text',
  boolean: 'true or false',
  integer: 'a whole number',
  number: 'a number',
};

function quoted(text: string): string {
  return `'${text.length > 60 ? `${text.slice(0, 59)}…` : text}'`;
}

function listed(names: readonly string[], word = 'and'): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} ${word} ${names.at(-1)}`;
}

/** A JSON pointer as steps. Digits are the index of a list; no key of ours is a number. */
function toPath(pointer: string): (string | number)[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replace(/~1/g, '/').replace(/~0/g, '~'))
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}
