import { fitToBudget } from '../context/budget';
import { gather } from '../context/gather';
import type { Section } from '../context/section';
import { estimateTokens } from '../context/tokens';
import { projectPrompt, systemPrompt } from '../persona-prompt';
import type { AnswerRequest, Question, Turn } from '../provider';
import { dataBlock } from '../safety/data-block';
import { SecretMasker } from '../safety/mask-secrets';
import { commands } from '../slash-commands';
import { describeTarget } from '../target';

/** How much a question may bring along, in tokens by our estimate. What tools look up comes on top, with its own limits. */
export interface Budget {
  context: number;
  history: number;
}

/** Enough for a large file and what it touches; a question then costs cents on the dearest model, not dollars. */
export const defaultBudget: Budget = { context: 24_000, history: 12_000 };

/**
 * All that leaves the machine when a question is sent, in a form that knows no provider: what is shown in the preview is made
 * from this very object. Secrets are masked in all of it.
 */
export interface Outgoing {
  /** The same for all conversations. */
  system: string;
  /** The same for all conversations about this project. */
  project: string;
  /** Earlier turns, oldest first, and the question last. */
  turns: { role: 'user' | 'assistant'; text: string }[];
  /** What the question brings along, for the preview. */
  sections: Section[];
  /** What there was no room for. */
  leftOut: string[];
  /** How many secrets were taken out. */
  masked: number;
  /** By our estimate. */
  tokens: number;
}

/** Puts together what a model is told. Rejects when secrets cannot be told from the rest: then nothing is sent. */
export async function prepare(
  { question, history, knowledge }: Pick<AnswerRequest, 'question' | 'history' | 'knowledge'>,
  budget: Budget = defaultBudget,
  masker: SecretMasker = new SecretMasker(knowledge),
): Promise<Outgoing> {
  const [rules, project, gathered] = await Promise.all([
    knowledge.rules(),
    knowledge.project(),
    gather(question, knowledge, masker),
  ]);
  const { sections, leftOut } = fitToBudget(gathered, budget.context);
  let masked = 0;
  const clean = async (text: string): Promise<string> => {
    const result = await masker.text(text);
    masked += result.count;
    return result.masked;
  };
  const earlier = recent(history, budget.history);
  if (earlier.length < history.length) leftOut.push(`${history.length - earlier.length} earlier messages`);
  const turns: Outgoing['turns'] = [];
  for (const { role, text } of earlier) turns.push({ role, text: await clean(text) });
  const asked = await clean(questionText(question));
  const cleaned: Section[] = [];
  for (const section of sections) cleaned.push({ ...section, body: await clean(section.body) });
  turns.push({
    role: 'user',
    text: [...cleaned.map(({ title, body }) => dataBlock(title, body)), asked].join('\n\n'),
  });
  const outgoing = {
    system: systemPrompt(rules),
    project: await clean(projectPrompt(project)),
    turns: alternating(turns),
    sections: cleaned,
    leftOut,
  };
  const names = cleaned.reduce((sum, { body }) => sum + (body.match(/MASKED_SECRET_\d+/g)?.length ?? 0), 0);
  const texts = [outgoing.system, outgoing.project, ...outgoing.turns.map(({ text }) => text)];
  return {
    ...outgoing,
    masked: masked + names,
    tokens: texts.reduce((sum, text) => sum + estimateTokens(text), 0),
  };
}

/** What is asked in words: a command's own when the person added none. */
export function questionText({ text, command, targets }: Question): string {
  const prompt = command ? commands[command].prompt : '';
  if (text && prompt) return `${prompt}\n\n${text}`;
  if (text || prompt) return text || prompt;
  const what = targets.map(describeTarget).join('; ');
  const rule = targets.find(({ ruleId }) => ruleId)?.ruleId;
  return rule
    ? `Explain the finding of ${rule} in ${what}, and how to mend it.`
    : `Look at ${what}. What deserves attention?`;
}

/** The newest turns that fit, from a question on. What an earlier question brought along is told by name only. */
function recent(history: readonly Turn[], budget: number): { role: 'user' | 'assistant'; text: string }[] {
  const turns: { role: 'user' | 'assistant'; text: string }[] = [];
  let left = budget;
  for (const turn of [...history].reverse()) {
    const text = turn.role === 'user' ? earlierQuestion(turn.question) : turn.text;
    left -= estimateTokens(text);
    if (left < 0) break;
    turns.unshift({ role: turn.role, text });
  }
  while (turns[0]?.role === 'assistant') turns.shift();
  return turns;
}

function earlierQuestion(question: Question): string {
  const about = question.targets.map(describeTarget);
  return about.length > 0 ? `(about ${about.join('; ')})\n${questionText(question)}` : questionText(question);
}

/** Providers want words in each turn, and the two sides in turns: an answer that failed before its first word is left out. */
function alternating(turns: readonly Outgoing['turns'][number][]): Outgoing['turns'] {
  const result: Outgoing['turns'] = [];
  for (const { role, text } of turns) {
    if (text.trim() === '') continue;
    const last = result.at(-1);
    if (last?.role === role) last.text += `\n\n${text}`;
    else result.push({ role, text });
  }
  return result;
}
