import {
  defineFileRule,
  type FileFacts,
  type FileRuleContext,
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
        '{{fields}} of {{root}} reaches {{write}} with no check of its type or range. Check it against a schema first.',
    },
  },
  {
    inputWrites(write, context) {
      const { file, model } = context;
      if (!isProductionCode(file) || model.sideOf(file.path) === 'browser') return;
      if (write.handed && !isStoredAsGiven(write, context)) return;
      if (isNoQuery(write, context) || isRoutedBehindCheck(write, context)) return;
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
        data: { root: write.root, write: write.write, fields: listed(write.fields) },
        span: write.span,
        fixes: fix ? [fix] : [],
      });
    },
  },
);

/** What only looked like a query of a data model: `Money.create(…)` makes a value. */
function isNoQuery({ writeSpan, callee }: InputWriteFact, { file, model }: FileRuleContext): boolean {
  if (callee !== undefined && /model|entit|schema|database/i.test(callee.slice(0, callee.indexOf('#'))))
    return false;
  const at = ({ span }: { span: InputWriteFact['span'] }) =>
    span.start === writeSpan.start && span.end === writeSpan.end;
  return file.queries.some(at) && !model.queriesOf(file).some(at);
}

/** Whether the function of the project that gets the request's data is in a file that writes, and checks nothing itself. */
function isStoredAsGiven({ callee }: InputWriteFact, { file, model }: FileRuleContext): boolean {
  const target = callee === undefined ? undefined : model.modules.resolve(file.path, callee).file;
  const facts = target === undefined || target === file.path ? undefined : model.files.get(target);
  if (!facts || facts.checksInput) return false;
  return facts.queries.some(({ statements }) =>
    statements.some(({ verb }) => verb === 'insert' || verb === 'update'),
  );
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
