import {
  contains,
  defineFileRule,
  type ExposureFact,
  type FileRuleContext,
  type ResponseFact,
} from '../../../src/engine';
import { isProductionCode } from '../../shared/roles';
import { withoutError } from './without-error';

export default defineFileRule(
  {
    id: 'api/stack-trace-exposure',
    title: 'Internals of an error sent to the client',
    severity: 'error',
    recommended: true,
    confidence: 'high',
    fix: 'suggestion',
    messages: {
      stack:
        '{{who}} sends {{what}} to the client: file paths, library versions and the structure of the code, for anyone who can cause an error. Log it, and send a message that is written for callers.',
      error:
        '{{who}} sends {{what}} to the client, with whatever a driver or library has put into it: queries, addresses, paths. Log it, and send a message that is written for callers.',
      message:
        '{{who}} sends {{what}} to the client when it fails, whatever the error is: the texts of drivers and libraries name tables, hosts and files. Log it, and send a message that is written for callers.',
      handler:
        '{{who}} answers every error with its stack in every environment. Mount it in development only.',
      option:
        'With {{option}}, {{library}} answers every error with its {{what}} in every environment. Set it in development only.',
    },
  },
  {
    responses(response, context) {
      const { file, model } = context;
      if (response.exposes.length === 0 || !isProductionCode(file) || model.sideOf(file.path) === 'browser')
        return;
      const exposed = response.exposes.filter((each) => isExposed(each, response, context));
      const worst =
        exposed.find((each) => each.what === 'stack') ??
        exposed.find((each) => each.what === 'error') ??
        exposed[0];
      if (!worst) return;
      const { toldBy } = response;
      const fix = withoutError(response, exposed, context);
      if (toldBy) {
        context.report({
          messageId: 'option',
          data: { option: `${toldBy.name}: ${toldBy.value}`, library: toldBy.library, what: worst.what },
          span: worst.span,
          ...(worst.what === 'message' ? { severity: 'info' as const } : {}),
          fixes: fix ? [fix] : [],
        });
        return;
      }
      const isHandler = response.body === undefined && response.central === true;
      const { start, end } = worst.span;
      context.report({
        messageId: isHandler ? 'handler' : worst.what,
        data: {
          who: isHandler ? context.text(file.path).slice(start, end) : whoSends(response, context),
          what: whatOf(worst),
        },
        span: worst.span,
        ...(worst.what === 'message' ? { severity: 'info' as const } : {}),
        fixes: fix ? [fix] : [],
      });
    },
  },
);

/** The message of an error that nobody looked at is no more than a suspicion, and only where the fault is the server's. */
function isExposed(each: ExposureFact, response: ResponseFact, { file, model }: FileRuleContext): boolean {
  if (each.development || response.development) return false;
  if (each.what === 'stack') return true;
  if (each.known) return false;
  if (each.what === 'error') return true;
  const status = model.statusOf(file, response);
  return status !== undefined ? status >= 500 : (response.statuses?.some((one) => one >= 500) ?? false);
}

function whatOf({ what, error }: ExposureFact): string {
  if (what === 'error') return error === '' ? 'the whole error object' : `the whole error object ${error}`;
  if (error === '') return what === 'stack' ? "an error's stack" : "an error's message";
  return `${error}.${what}`;
}

/** The route, where it is known, else the function. */
function whoSends({ span, within, sort }: ResponseFact, { file }: FileRuleContext): string {
  const route = file.routes.find((each) => each.span.end > 0 && contains(each.span, span));
  if (route)
    return `${route.method === 'ALL' || route.method === 'USE' ? '' : `${route.method} `}${route.path}`;
  const name = within === undefined ? '' : (file.functions[within]?.name ?? '');
  if (name !== '') return `${name}()`;
  return sort === 'sent' ? 'This response' : 'This exception';
}
