import {
  defineFileRule,
  type FileFacts,
  type FileRuleContext,
  type HandedValue,
  type InputWriteFact,
} from '../../../src/engine';
import { isProductionCode } from '../../shared/roles';
import { checkAgainstSchema } from './schema-skeleton';

export default defineFileRule(
  {
    id: 'security/missing-input-validation',
    title: 'Request data written without a check',
    severity: 'warning',
    recommended: true,
    confidence: 'medium',
    fix: 'suggestion',
    absence: 'validator',
    messages: {
      whole:
        'All of {{root}} goes into {{write}} as it came, so a caller chooses which fields are written. Take the fields that are meant, through a schema.',
      fields:
        '{{fields}} of {{root}} {{reach}} {{write}} with no check of {{type}} or range. Check {{it}} against a schema first.',
    },
  },
  {
    inputWrites(fact, context) {
      const { file, model } = context;
      if (!isProductionCode(file) || model.sideOf(file.path) === 'browser') return;
      const write = fact.handed ? writtenElsewhere(fact, fact.handed, context) : fact;
      if (!write || isCheckedByType(write.type, context)) return;
      if (!write.handed && !model.inputFlow.isWrite(file, write.writeSpan, write.callee)) return;
      if (isRoutedBehindCheck(write, context)) return;
      const { writeSpan, within, callee } = write;
      const deed = {
        span: writeSpan,
        ...(within === undefined ? {} : { within }),
        ...(callee === undefined ? {} : { callee }),
      };
      if (model.isAmidRecognized('validators', file, deed)) return;
      const fix = checkAgainstSchema(write, context);
      context.report({
        messageId: write.whole ? 'whole' : 'fields',
        data: {
          root: write.root,
          write: write.write,
          fields: listed(write.fields),
          ...(write.fields.length > 1
            ? { reach: 'reach', type: 'type', it: 'them' }
            : { reach: 'reaches', type: 'its type', it: 'it' }),
        },
        span: write.span,
        fixes: fix ? [fix] : [],
      });
    },
  },
);

/** What functions of the project write of what they are given: undefined where none of it is written, or it is checked there. */
function writtenElsewhere(
  fact: InputWriteFact,
  handed: readonly HandedValue[],
  context: FileRuleContext,
): InputWriteFact | undefined {
  const { file, model } = context;
  const { callee, within } = fact;
  if (callee === undefined) return undefined;
  const call = { callee, ...(within === undefined ? {} : { within }) };
  const parts = handed.flatMap((part) =>
    isCheckedByType(part.type, context)
      ? []
      : model.inputFlow.writtenBy(file, call, part).map((written) => ({ part, written })),
  );
  const shown = parts.find(({ written }) => written.field === undefined) ?? parts[0];
  if (!shown) return undefined;
  const { type: _, ...rest } = fact;
  const roots = new Set(parts.map(({ part }) => part.root));
  return {
    ...rest,
    span: shown.part.span,
    root: roots.size > 1 && shown.written.field !== undefined ? 'the request' : shown.part.root,
    whole: shown.written.field === undefined,
    fields: [...new Set(parts.flatMap(({ written }) => written.field ?? []))],
    write: `${shown.written.write} (through ${fact.write})`,
  };
}

/**
 * Whether the declared type of the data is a class that may have rules for its members: a class without them, and an interface,
 * are gone when the program runs.
 */
function isCheckedByType(type: string | undefined, { file, model }: FileRuleContext): boolean {
  if (type === undefined) return false;
  const { file: path, path: found } = model.modules.resolve(file.path, type);
  const name = /^local#([\w$]+)$/.exec(found)?.[1];
  const target = model.files.get(
    name === undefined ? (model.modules.targetOf(path, moduleOf(found)) ?? '') : path,
  );
  // What comes from a package, or through a file that hands on all of another, may be checked.
  if (!target || target.checksInput || target.exports.some((each) => each.name === '*')) return true;
  return target.classes.some((each) => each.name === name && each.extends !== undefined);
}

function moduleOf(path: string): string {
  return path.slice(0, path.indexOf('#'));
}

/** Whether a route of any file checks the request before it calls this handler by its name. */
function isRoutedBehindCheck({ handler }: InputWriteFact, { file, model }: FileRuleContext): boolean {
  if (handler === undefined) return false;
  const named = new RegExp(`[#.]${handler.replace(/[$]/g, '\\$')}$`);
  const leadsHere = (other: FileFacts, path: string) =>
    named.test(path) &&
    (other.path === file.path ||
      model.modules.targetOf(other.path, path.slice(0, path.indexOf('#'))) === file.path ||
      model.modules.resolve(other.path, path).file === file.path);
  for (const other of model.filesInOrder)
    if (other.checkedHandlers.some((path) => leadsHere(other, path))) return true;
  return false;
}

function listed(fields: readonly string[]): string {
  const shown = fields.slice(0, 3).join(', ');
  return fields.length > 3 ? `${shown} and ${fields.length - 3} more` : shown;
}
