import {
  contains,
  type ExposureFact,
  type FileRuleContext,
  type ResponseFact,
  type RuleFix,
  type Span,
} from '../../../src/engine';
import { defaultFormat, errorBody, quoteOf, reasonOf } from '../../shared/error-body';

/** Keys that callers have no use for once what they hold does not go out. */
const internalKey = /stack|trace|detail|debug|raw|cause|exception|original|inner|^err$|^info$|^e$/i;
const messageKey = /^(message|msg|error|title|reason|detail|description|error_?message)$/i;

interface Edit {
  span: Span;
  text: string;
}

/** The error goes to the log, and a message for callers into the body, in the shape that the project's errors have. */
export function withoutError(
  response: ResponseFact,
  exposed: readonly ExposureFact[],
  context: FileRuleContext,
): RuleFix | undefined {
  const text = context.text(context.file.path);
  if (response.toldBy) return optionInDevelopment(response.exposes, response.toldBy.value, text);
  if (response.body === undefined && response.central === true) return inDevelopment(response, text);
  const status =
    context.model.statusOf(context.file, response) ?? response.statuses?.find((each) => each >= 500);
  const body =
    inPlace(response, exposed, context, text, status) ??
    (response.framed ? undefined : anew(response, context, text, status));
  if (!body) return undefined;
  const log = logLine(response, exposed, context, text);
  const what = exposed.some((each) => each.what === 'stack') ? 'stack' : 'error';
  return {
    title: log ? `Log the ${what}, and send a message for callers` : 'Send a message for callers',
    safe: false,
    edits: log ? [log, ...body] : body,
  };
}

/** An option with a value that depends on the environment. */
function optionInDevelopment(
  [exposed]: readonly ExposureFact[],
  value: boolean,
  text: string,
): RuleFix | undefined {
  if (!exposed) return undefined;
  const quote = quoteOf(text);
  const written = `process.env.NODE_ENV ${value ? '===' : '!=='} ${quote}development${quote}`;
  return {
    title: 'Set it in development only',
    safe: false,
    edits: [{ span: exposed.span, text: written }],
  };
}

/** `app.use(errorhandler())` behind a guard. */
function inDevelopment({ statement }: ResponseFact, text: string): RuleFix | undefined {
  if (!statement) return undefined;
  const { start } = statement.span;
  const quote = quoteOf(text);
  const guard = `if (process.env.NODE_ENV === ${quote}development${quote}) `;
  return {
    title: 'Mount it in development only',
    safe: false,
    edits: [{ span: { start, end: start }, text: guard }],
  };
}

/** The values taken out of a body whose other keys stay as they are; undefined where it has to be written anew. */
function inPlace(
  response: ResponseFact,
  exposed: readonly ExposureFact[],
  context: FileRuleContext,
  text: string,
  status: number | undefined,
): Edit[] | undefined {
  const { body } = response;
  if (body?.kind !== 'object' || !body.inPlace) return undefined;
  const format = context.model.errorFormatOf(context.file.path);
  if (
    format?.others.some((each) => each.path === context.file.path && each.body.span.start === body.span.start)
  )
    return undefined;
  const edits: Edit[] = [];
  const removed: string[] = [];
  const seen = new Set<number>();
  const replaced: string[] = [];
  for (const { property, what } of exposed) {
    if (!property || !contains(body.span, property.span)) return undefined;
    if (seen.has(property.span.start)) continue;
    seen.add(property.span.start);
    if (internalKey.test(property.name)) {
      edits.push({ span: withSpaceBefore(text, property.span), text: '' });
      removed.push(property.name);
      continue;
    }
    const key = format?.keys.find((each) => each.name === property.name);
    const isTop = body.keys.some((each) => each.name === property.name);
    if (isTop && (key?.kind === 'object' || (what === 'error' && property.name === 'error' && !key)))
      return undefined;
    if (!messageKey.test(property.name)) return undefined;
    const quote = quoteOf(text);
    const { start } = property.span;
    const end = start + text.slice(start, property.span.end).replace(/,\s*$/, '').length;
    edits.push({ span: { start, end }, text: `${property.name}: ${quote}${reasonOf(status)}${quote}` });
    replaced.push(property.name);
  }
  const left = body.keys.filter((key) => !removed.includes(key.name));
  const says = left.some((key) => messageKey.test(key.name) || key.kind === 'object');
  // What a framework frames keeps what is spread into it.
  return replaced.length > 0 || says || (response.framed && body.open) ? apart(edits) : undefined;
}

/** Two neighbours that are both removed would each take the comma between them. */
function apart(edits: Edit[]): Edit[] {
  let from = 0;
  return edits
    .sort((a, b) => a.span.start - b.span.start)
    .map(({ span, text }) => {
      const start = Math.max(span.start, from);
      from = span.end;
      return { span: { start, end: span.end }, text };
    });
}

/** A property that is removed takes the space before it along, and the comma where it was the last. */
function withSpaceBefore(text: string, span: Span): Span {
  const hasComma = /,\s*$/.test(text.slice(span.start, span.end));
  const before = (hasComma ? /\s*$/ : /,?\s*$/).exec(text.slice(0, span.start))?.[0].length ?? 0;
  const end = hasComma ? span.start + text.slice(span.start, span.end).lastIndexOf(',') + 1 : span.end;
  return { start: span.start - before, end };
}

/** A new body in the project's shape; a plain text where only a text can be sent. */
function anew(
  { body, takesObjects, sort }: ResponseFact,
  context: FileRuleContext,
  text: string,
  status: number | undefined,
): Edit[] | undefined {
  if (!body) return undefined;
  const quote = quoteOf(text);
  const message = `${quote}${reasonOf(status)}${quote}`;
  const isJson = /stringify\(\s*$/.test(text.slice(0, body.span.start));
  const format = context.model.errorFormatOf(context.file.path);
  const isText = body.kind === 'text' || body.kind === 'html';
  if (sort !== 'sent' || (isText && format?.kind !== 'object') || !(takesObjects || isJson))
    return [{ span: body.span, text: message }];
  const parts = { status, message, quote };
  const written = (format && errorBody(format, parts)) ?? errorBody(defaultFormat, parts);
  return written === undefined ? undefined : [{ span: body.span, text: written }];
}

/** A line before the statement that logs the error, unless the code around does so already. */
function logLine(
  { statement }: ResponseFact,
  exposed: readonly ExposureFact[],
  { file }: FileRuleContext,
  text: string,
): Edit | undefined {
  const error = exposed.find((each) => each.error !== '')?.error;
  if (!statement || statement.logged || error === undefined) return undefined;
  const { start } = statement.span;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? '';
  const separate = text.slice(lineStart, start).trim() === '' ? `\n${indent}` : ' ';
  const names = file.imports.flatMap((each) => each.names.map((name) => name.local));
  const logger = names.find((name) => /^(logger|log)$/i.test(name)) ?? 'console';
  const end = /;\s*$/m.test(text) ? ';' : '';
  return { span: { start, end: start }, text: `${logger}.error(${error})${end}${separate}` };
}
