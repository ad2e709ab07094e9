import {
  defineProjectRule,
  type ErrorFormat,
  type ResponseBodyFact,
  type RuleFix,
} from '../../../src/engine';
import { errorBody, keysInWords, messageOf, outlineOf, quoteOf } from '../../shared/error-body';

export default defineProjectRule(
  {
    id: 'api/inconsistent-error-format',
    title: 'Error responses of different shapes',
    severity: 'info',
    recommended: true,
    confidence: 'medium',
    fix: 'suggestion',
    messages: {
      differs:
        'This {{status}} response sends {{shape}}, but {{count}} of {{total}} error responses of this package send {{common}}: a client needs a second way to read errors, for this one. Send the common shape.',
    },
  },
  ({ model, report, text }) => {
    for (const format of model.errorFormats) {
      for (const { path, response, body } of format.others) {
        const file = model.files.get(path);
        const status = file && model.statusOf(file, response);
        const fix = inCommonShape(text(path), format, body, status, response.takesObjects === true);
        report(path, {
          messageId: 'differs',
          data: {
            status: status ?? 'error',
            shape: keysInWords(body),
            count: format.count,
            total: format.total,
            common: keysInWords(format),
          },
          span: body.span,
          related: [
            { ...format.example, message: `An error response of the common shape, ${outlineOf(format)}.` },
          ],
          fixes: fix ? [fix] : [],
        });
      }
    }
  },
);

/** The same message in the common shape; nothing where more than the message would have to be carried over. */
function inCommonShape(
  text: string,
  format: ErrorFormat,
  body: ResponseBodyFact,
  status: number | undefined,
  takesObjects: boolean,
): RuleFix | undefined {
  if (!body.inPlace || (body.kind === 'text' && !takesObjects)) return undefined;
  const source = (span: { start: number; end: number }) => text.slice(span.start, span.end);
  const said = body.kind === 'text' ? undefined : messageOf(body);
  if (body.kind === 'object' && (!said || said.others.some((key) => !hasKey(format, key.name))))
    return undefined;
  const written = errorBody(format, {
    status,
    message: said ? source(said.message.value) : source(body.span),
    ...(said?.code ? { code: source(said.code.value) } : {}),
    values: new Map(said?.others.map((key) => [key.name, source(key.value)])),
    quote: quoteOf(text),
  });
  if (written === undefined) return undefined;
  return { title: `Send ${outlineOf(format)}`, safe: false, edits: [{ span: body.span, text: written }] };
}

function hasKey({ keys }: ErrorFormat, name: string): boolean {
  return keys.some((key) => key.name === name || key.keys.some((inner) => inner.name === name));
}
