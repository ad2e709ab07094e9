import type { ContextResult, WireFinding } from '../../server/protocol';
import type { Knowledge } from '../knowledge';
import { verifyPatch } from '../patch/verify';
import type { AnswerEvent, AnswerRequest, Provider, Question, Suggestion } from '../provider';
import { describeTarget, type Target } from '../target';
import { documentParts, fiveParts, joined } from './five-parts';
import { type Group, groupByRule, hasFix } from './groups';
import { inlineCode, plain } from './markdown';
import { elsewhereSuggestions, nothingFound, overview } from './no-findings';
import { describeProject } from './project';
import { proposalsOf } from './proposals';
import { type Match, RuleIndex } from './rule-index';
import { cannotAnswer, topicAnswer } from './topics';

/** More than this at once is not read; the rest is named and can be asked for. */
const mostGroups = 4;

/** Of a change of many files, so many are gone through. */
const mostChanged = 8;

/** Of one rule, this many places are quoted and looked at closely; of the others there is a link. */
const mostQuoted = 3;

/**
 * Marcus without a model: he answers from the documents of his rules and from what the rules found. It needs no network
 * and invents nothing; the same question about the same code has the same answer.
 */
export class RulebookProvider implements Provider {
  readonly id = 'rulebook';
  readonly label = 'Rulebook';
  readonly note = 'No model is connected: this is from the rulebook and the findings in your code.';

  async *answer(request: AnswerRequest, signal: AbortSignal): AsyncIterable<AnswerEvent> {
    for await (const event of this.#events(request)) {
      if (signal.aborted) return;
      yield event;
    }
    yield { type: 'done', reason: 'end' };
  }

  async *#events({ question, knowledge }: AnswerRequest): AsyncIterable<AnswerEvent> {
    const { text, command } = question;
    const targets = [...question.targets, ...(await attachedTargets(question, knowledge))];
    if (command === 'design') return yield* describeProject(knowledge);
    if (command === 'review' || command === 'fix') {
      for (const target of targets) yield* review(target, knowledge);
      if (targets.length === 0)
        yield { type: 'text', delta: 'There is nothing to look at: open a file, or change one.' };
      return;
    }
    if (targets.length > 0 && command === 'explain' && !text) {
      for (const target of targets) yield* review(target, knowledge);
      return;
    }
    if (text) {
      const index = await RuleIndex.load(knowledge);
      const matches = index.match(text);
      const pointing = targets.length > 0 && pointsAtCode(text);
      const about = pointing ? await foundThere(matches, targets, knowledge) : matches;
      if (about.length > 0) return yield* explain(about, targets, knowledge);
      const topic = pointing ? undefined : topicAnswer(text, index.rules);
      if (topic) {
        yield { type: 'text', delta: topic.text };
        return yield { type: 'suggestions', items: topic.suggestions };
      }
    }
    if (targets.length === 0) {
      const { text: delta, suggestions } = cannotAnswer();
      yield { type: 'text', delta };
      return yield { type: 'suggestions', items: suggestions };
    }
    if (text && !pointsAtCode(text)) {
      yield {
        type: 'text',
        delta: 'The rulebook has nothing under that name. What the rules say about this code:\n\n',
      };
    }
    for (const target of targets) yield* review(target, knowledge);
  }
}

/** The files that an attachment is about, as far as rules can look at them. */
async function attachedTargets({ attachments = [] }: Question, knowledge: Knowledge): Promise<Target[]> {
  const targets: Target[] = [];
  for (const attachment of attachments) {
    if (attachment.kind === 'findings' && attachment.target) targets.push(attachment.target);
    if (attachment.kind !== 'changes') continue;
    const changes = (await knowledge.changes()) ?? [];
    targets.push(...changes.slice(0, mostChanged).map(({ uri, path }) => ({ uri, path })));
  }
  return targets;
}

/** What the rules say about a stretch of code. */
async function* review(target: Target, knowledge: Knowledge): AsyncIterable<AnswerEvent> {
  const label = `Reading ${describeTarget(target)}`;
  const step = { type: 'step', id: `read ${describeTarget(target)}`, label } as const;
  yield { ...step, state: 'running' };
  const context = await knowledge.context(target).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    return { reason };
  });
  if ('reason' in context) {
    yield { ...step, state: 'failed', detail: context.reason };
    return yield { type: 'text', delta: `${plain(context.reason)}\n\n` };
  }
  yield { ...step, state: 'done' };

  const asked = context.findings.filter(({ ruleId }) => !target.ruleId || ruleId === target.ruleId);
  const groups = groupByRule(asked);
  if (groups.length === 0) {
    yield { type: 'text', delta: nothingFound(target, context) };
    const rule = target.ruleId ? await knowledge.rule(target.ruleId) : null;
    if (rule) yield { type: 'text', delta: documentParts(rule) };
    return yield { type: 'suggestions', items: elsewhereSuggestions(target, context) };
  }
  yield { type: 'text', delta: overview(context, groups) };
  for (const group of groups.slice(0, mostGroups)) yield* answerGroup(group, knowledge);
  yield* rest(groups.slice(mostGroups), target, context);
}

/** The five parts for one rule, with its patches between the recommendation and the trade-off. */
async function* answerGroup(group: Group, knowledge: Knowledge): AsyncIterable<AnswerEvent> {
  const [rule, contexts, { patches, refusals }] = await Promise.all([
    knowledge.rule(group.ruleId),
    Promise.all(
      group.findings
        .slice(0, mostQuoted)
        .map(({ uri, path, range }) => knowledge.context({ uri, path, range })),
    ),
    hasFix(group) ? proposalsOf(group, knowledge) : { patches: [], refusals: [] },
  ]);
  const parts = fiveParts(group, rule, contexts, patches.length > 0);
  yield { type: 'text', delta: parts.untilRecommendation };
  for (const patch of patches) {
    const step = { type: 'step', id: `check ${group.ruleId} ${patch.title}` } as const;
    yield { ...step, label: 'Running the rules on the patched code', state: 'running' };
    const check = await verifyPatch(patch, knowledge);
    yield {
      ...step,
      label: 'Ran the rules on the patched code',
      state: check.state === 'checked' ? 'done' : 'failed',
    };
    yield { type: 'patch', patch, check };
  }
  if (refusals.length > 0) yield { type: 'text', delta: joined(refusals.map(plain)) };
  yield { type: 'text', delta: parts.tradeOff };
}

/** What there was no room for, and what to ask next. */
function* rest(groups: readonly Group[], target: Target, context: ContextResult): Iterable<AnswerEvent> {
  const items: Suggestion[] = groups.map(({ ruleId, title }) => ({
    label: title,
    question: { text: '', targets: [{ ...target, ruleId }] },
  }));
  if (groups.length > 0) {
    const named = groups.map(
      ({ ruleId, severity, findings }) => `- **${severity}** ${inlineCode(ruleId)}, ${lineList(findings)}`,
    );
    yield { type: 'text', delta: joined(['### Also here', named.join('\n')]) };
  }
  items.push(...elsewhereSuggestions(target, context));
  if (items.length > 0) yield { type: 'suggestions', items };
}

/** The rule that a question names: made concrete where the code has it, else as its document has it. */
async function* explain(
  matches: readonly Match[],
  targets: readonly Target[],
  knowledge: Knowledge,
): AsyncIterable<AnswerEvent> {
  const [best, ...others] = matches;
  if (!best) return;
  const { ruleId, title } = best.rule;
  const [target] = targets;
  const context = target ? await knowledge.context(target).catch(() => undefined) : undefined;
  const [group] = groupByRule(context?.findings.filter((finding) => finding.ruleId === ruleId) ?? []);
  if (group) {
    yield* answerGroup(group, knowledge);
  } else {
    yield { type: 'text', delta: documentParts(best.rule) };
    if (target && context) {
      const looked = context.rulesRun.includes(ruleId);
      const where = plain(describeTarget(target));
      const said = looked ? `In ${where} this rule found nothing.` : `This rule does not look at ${where}.`;
      yield { type: 'text', delta: `${said}\n\n` };
    }
  }
  const items = others
    .filter(({ rule }) => rule.title !== title)
    .slice(0, 4)
    .map(({ rule }) => ({
      label: rule.title,
      question: { text: `Explain ${rule.ruleId}`, targets: [...targets] },
    }));
  if (items.length > 0) yield { type: 'suggestions', items };
}

/** "Is this query safe?" asks about the code; "Is SELECT * bad?" does not. */
function pointsAtCode(text: string): boolean {
  return /\b(this|these|that|those|here|it|my|our)\b/i.test(text);
}

/** Of the rules that a question names, those that found something in the code it points at. */
async function foundThere(
  matches: readonly Match[],
  targets: readonly Target[],
  knowledge: Knowledge,
): Promise<Match[]> {
  if (matches.length === 0) return [];
  const contexts = await Promise.all(targets.map((target) => knowledge.context(target)));
  const found = new Set(contexts.flatMap(({ findings }) => findings.map(({ ruleId }) => ruleId)));
  return matches.filter(({ rule }) => found.has(rule.ruleId));
}

function lineList(findings: readonly WireFinding[]): string {
  const lines = findings.map(({ range }) => range.start.line + 1);
  return `${lines.length === 1 ? 'line' : 'lines'} ${lines.join(', ')}`;
}
