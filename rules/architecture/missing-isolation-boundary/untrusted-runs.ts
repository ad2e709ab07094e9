import type { CodeRunFact, FileFacts, ProjectModel, Span } from '../../../src/engine';

interface Run {
  messageId: CodeRunFact['runs'];
  data: Record<string, string>;
  span: Span;
}

/** What agents, models and queues hand over, as code calls it. */
const fromAgents =
  /^(agent|job|message|msg|payload|tool|toolCall|toolUse|toolInput|completion|llm|aiResponse|modelOutput|generated|instruction)\w*(\.|\[|$)/i;
/** Texts that the code's own authors or builds write, whatever holds them. */
const isOwnText = /template|compiled|bundle|wasm|polyfill|source(Map|File)|package/i;
/** Files that are run apart from the process that serves. */
const isApart = /(^|\/)[\w.-]*(worker|sandbox|isolate|subprocess|child)[\w.-]*(\/|$)/i;

/** Places where text that somebody else chose is run by a process that serves. */
export function untrustedRuns(model: ProjectModel, file: FileFacts): Run[] {
  if (file.codeRuns.length === 0 || file.side === 'browser' || model.isCommandLineTool(file.path)) return [];
  return file.codeRuns.flatMap((run) => {
    const who = whoChooses(model, file, run);
    return who === undefined
      ? []
      : [
          {
            messageId: run.runs,
            data: { name: run.name, text: wordsOf(model, file, run), who },
            span: run.calleeSpan,
          },
        ];
  });
}

/** The part that somebody else chose, where that is known; else all of the text. */
function wordsOf(model: ProjectModel, file: FileFacts, run: CodeRunFact): string {
  return model.sourceOf(file.path, run.given).from ?? run.text.replace(/[`${}]/g, '');
}

/** Who chooses the text, in the words of the message; undefined where that is nobody from outside, or cannot be told. */
function whoChooses(model: ProjectModel, file: FileFacts, run: CodeRunFact): string | undefined {
  const source = model.sourceOf(file.path, run.given);
  if (source.origin === 'request') return 'a caller';
  if (source.origin !== 'parameter' && source.origin !== 'unknown') return undefined;
  if (run.isMessage) return 'whoever sends the message';
  const callers = run.parameter && model.givenByCallers(file, run.parameter);
  if (callers?.some((each) => each === 'request')) return 'a caller';
  const from = source.from ?? run.text;
  if (isOwnText.test(from) || isApart.test(file.path)) return undefined;
  if (callers && callers.length > 0 && callers.every((each) => each === 'constant')) return undefined;
  // Code that nobody spelled out was written by somebody else; a command may well be put together by the code itself.
  return run.runs === 'code' || fromAgents.test(from.replace(/^this\./, '')) ? 'whoever wrote it' : undefined;
}
