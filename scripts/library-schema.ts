/** `tsx scripts/library-schema.ts`: writes the schema of data sheets; `npm run docs` begins with it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createGenerator } from 'ts-json-schema-generator';

/** Where the schema of data sheets is kept: part of the configuration's schema, which validates and completes sheets of projects. */
export const librarySchemaFile = join(__dirname, '..', 'src', 'engine', 'libraries', 'library.schema.json');

type Json = unknown;
type JsonObject = { [key: string]: Json };

/** The schema of a data sheet, made from the type that our own sheets are written in, doc comments included. */
export function librarySchemaText(): string {
  const root = join(__dirname, '..');
  const schema = createGenerator({
    path: join(root, 'src', 'engine', 'libraries', 'library.ts'),
    tsconfig: join(root, 'tsconfig.json'),
    type: 'Library',
    expose: 'none',
    topRef: false,
    jsDoc: 'extended',
    skipTypeCheck: true,
    additionalProperties: false,
  }).createSchema('Library');
  const { $schema: _, ...own } = simplified(schema) as JsonObject;
  return `${JSON.stringify(withCommonFields(own), undefined, 2)}\n`;
}

/** What each line of a sheet can say, whatever its topic, is said once: it would be half of the schema. */
function withCommonFields(schema: JsonObject): JsonObject {
  const definitions: JsonObject = {};
  const properties = Object.fromEntries(
    Object.entries(schema.properties as JsonObject).map(([topic, value]) => {
      const list = value as { items?: { properties?: JsonObject } };
      const fields = list.items?.properties;
      if (!fields?.path) return [topic, value];
      const own = Object.fromEntries(
        Object.entries(fields).map(([name, field]) => {
          if (!['path', 'of', 'versions', 'source'].includes(name)) return [name, field];
          const common = `line-${name}`;
          definitions[common] = field;
          return [name, { $ref: `#/definitions/${common}` }];
        }),
      );
      return [topic, { ...list, items: { ...list.items, properties: own } }];
    }),
  );
  return { ...schema, properties, definitions };
}

/**
 * “One of these, or a list of them” as one schema with two types: of a combined schema nobody could say which side was meant. Descriptions on
 * one line each, as editors show them. No number is negative.
 */
function simplified(value: Json): Json {
  if (Array.isArray(value)) return value.map(simplified);
  if (typeof value !== 'object' || value === null) return value;
  const object = Object.fromEntries(
    Object.entries(value as JsonObject).map(([key, each]) => [
      key,
      key === 'description' && typeof each === 'string' ? each.replace(/\s*\n\s*/g, ' ') : simplified(each),
    ]),
  );
  // Numbers are places of arguments, counts and seconds.
  if (object.type === 'number') return { ...object, minimum: 0 };
  const { anyOf, ...rest } = object;
  const [one, list] = Array.isArray(anyOf) && anyOf.length === 2 ? (anyOf as JsonObject[]) : [];
  if (one && list?.type === 'array' && JSON.stringify(one) === JSON.stringify(list.items))
    return { ...rest, ...one, type: [one.type, 'array'], items: list.items };
  return object;
}

if (require.main === module) writeFileSync(librarySchemaFile, librarySchemaText());
