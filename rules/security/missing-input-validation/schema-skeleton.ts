import type { FileRuleContext, InputWriteFact, RuleFix, SchemaForm, Span } from '../../../src/engine';

/** A library that the package has, with how it writes schemas. */
interface SchemaLibrary extends SchemaForm {
  package: string;
}

function schemaLibrary(
  model: FileRuleContext['model'],
  dependencies: readonly string[],
): SchemaLibrary | undefined {
  const forms = model.libraries.all.of('schemas').map(({ entry }) => entry);
  for (const name of dependencies) {
    const form = forms.find((each) => each.of?.includes(name));
    if (form) return { ...form, package: name };
  }
  return undefined;
}

function schemaOf({ object, text }: SchemaForm, fields: readonly string[]): string {
  return `${object}({\n${fields.map((field) => `  ${field}: ${text},\n`).join('')}})`;
}

/**
 * A schema of the fields that are written, in the library that the package already has: around the body of one `const { … } = req.body`,
 * or before the statement that reads `req.body.name` itself. Every field is a string in it: which types are meant, only a person knows.
 * Undefined for anything less plain.
 */
export function checkAgainstSchema(
  write: InputWriteFact,
  { file, model, text: textOf }: FileRuleContext,
): RuleFix | undefined {
  if (write.whole || write.fields.length === 0) return undefined;
  const folder = model.packageOf(file.path);
  const manifest = model.files.get(folder === '' ? 'package.json' : `${folder}/package.json`)?.manifest;
  const library = schemaLibrary(model, manifest?.dependencies ?? []);
  if (!library) return undefined;
  const text = textOf(file.path);
  const name = `${write.handler === undefined || !/^[a-z]\w*$/.test(write.handler) ? 'request' : write.handler}Input`;
  const at = endOfImports(
    file.imports.map((each) => each.span.end),
    text,
  );
  if (at === undefined || new RegExp(`\\b${name}\\b`).test(text)) return undefined;
  const imports = file.imports.find((each) => each.specifier === library.package);
  if (imports && !imports.names.some((each) => each.local === library.local)) return undefined;
  const parse = library.check.replace('{schema}', name).replace('{value}', write.root);
  const parsed = inPattern(write, text, parse) ?? beforeStatement(write, text, parse);
  if (!parsed) return undefined;
  const line = imports ? '' : `\n${importLine(library, text)}`;
  return {
    title: `Check ${write.root} against a ${library.package} schema of these fields (set their types)`,
    safe: false,
    edits: [
      {
        span: { start: at, end: at },
        text: `${line}\n\nconst ${name} = ${schemaOf(library, parsed.fields)};`,
      },
      ...parsed.edits,
    ],
  };
}

interface Parsed {
  fields: readonly string[];
  edits: { span: Span; text: string }[];
}

/** `const { name, email } = req.body` takes them out of what passed the schema. */
function inPattern(write: InputWriteFact, text: string, parse: string): Parsed | undefined {
  const before = text.slice(0, write.writeSpan.start);
  const root = write.root.replace(/[.$]/g, '\\$&');
  const taken = [...before.matchAll(new RegExp(`\\{([\\w\\s,]+)\\}\\s*=\\s*(${root})\\s*;`, 'g'))].at(-1);
  const fields = taken?.[1]
    ?.split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
  if (!taken || !fields || write.fields.some((field) => !fields.includes(field))) return undefined;
  const end = taken.index + taken[0].lastIndexOf(write.root);
  return { fields, edits: [{ span: { start: end, end: end + write.root.length }, text: parse }] };
}

/** `const input = …` before the statement, whose `req.body.name` become `input.name`. */
function beforeStatement(write: InputWriteFact, text: string, parse: string): Parsed | undefined {
  const { start, end } = write.writeSpan;
  const line = text.lastIndexOf('\n', start) + 1;
  const [indent = ''] = /^[ \t]*/.exec(text.slice(line)) ?? [];
  const lead = text.slice(line + indent.length, start);
  // The statement starts on the line of the write, and what stands before it has ended.
  if (!/^((const|let|var) [^=;]+= |return )?(await )?$/.test(lead)) return undefined;
  if (!/[;{}]\s*$/.test(text.slice(0, line)) || /\binput\b/.test(text)) return undefined;
  const root = write.root.replace(/[.$]/g, '\\$&');
  const reads = [...text.slice(start, end).matchAll(new RegExp(`(?<![\\w$.])${root}\\.([\\w$]+)`, 'g'))];
  const fields = [...new Set(reads.map((read) => read[1] as string))];
  // What is read of it in another way would pass by the schema.
  const mentions = [...text.slice(start, end).matchAll(new RegExp(`(?<![\\w$.])${root}(?![\\w$])`, 'g'))];
  if (mentions.length !== reads.length || write.fields.some((field) => !fields.includes(field)))
    return undefined;
  return {
    fields,
    edits: [
      { span: { start: line, end: line }, text: `${indent}const input = ${parse};\n` },
      ...reads.map((read) => {
        const from = start + read.index;
        return { span: { start: from, end: from + write.root.length }, text: 'input' };
      }),
    ],
  };
}

/** The end of the line of the last import that opens the file. */
function endOfImports(ends: readonly number[], text: string): number | undefined {
  const last = Math.max(...ends);
  if (!Number.isFinite(last)) return undefined;
  const end = text.indexOf('\n', last);
  return end < 0 ? text.length : end;
}

function importLine({ imported, package: from }: SchemaLibrary, text: string): string {
  return /^import\s/m.test(text)
    ? `import ${imported} from '${from}';`
    : `const ${imported.replace('* as ', '')} = require('${from}');`;
}
