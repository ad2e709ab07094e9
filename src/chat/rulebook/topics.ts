import type { RuleDocumentResult } from '../../server/protocol';
import type { Suggestion } from '../provider';
import { joined } from './five-parts';
import { inlineCode, plain } from './markdown';
import { akin, wordsOf } from './words';

/** Words that people use for a category of rules, besides its own name. */
const topicWords: Record<string, string[]> = {
  database: ['database', 'sql', 'schema', 'query', 'queries', 'postgres', 'postgresql', 'table'],
  api: ['api', 'rest', 'endpoint', 'route', 'http'],
  websocket: ['websocket', 'socket', 'realtime', 'broadcast'],
  security: ['security', 'secure', 'authentication', 'authorization', 'vulnerability'],
  infrastructure: ['infrastructure', 'operation', 'deployment', 'reliability', 'production'],
  architecture: ['architecture', 'design', 'isolation', 'principle'],
};

/** The rules of a topic that a question names, as an answer; undefined when it names none that has rules. */
export function topicAnswer(
  question: string,
  rules: readonly RuleDocumentResult[],
): { text: string; suggestions: Suggestion[] } | undefined {
  const asked = wordsOf(question);
  const topics = Object.keys(topicWords).filter((topic) =>
    topicWords[topic]?.some((word) => asked.some((given) => akin(given, word))),
  );
  const all = topics.length === 0 && /\b(red flags?|rules?)\b/i.test(question);
  const found = rules.filter(({ ruleId }) => all || topics.includes(ruleId.slice(0, ruleId.indexOf('/'))));
  if (found.length === 0) return undefined;
  const lines = found.map(
    (rule) => `- ${plain(rule.title)} (**${rule.severity}**, ${inlineCode(rule.ruleId)})`,
  );
  return {
    text: joined([
      all
        ? 'These are the red flags that I know:'
        : 'That is a wide field. These are the red flags of it that I know:',
      lines.join('\n'),
    ]),
    suggestions: found.slice(0, 5).map(explanation),
  };
}

/** What is said to a question that names nothing in the rulebook, while no code is at hand. */
export function cannotAnswer(): { text: string; suggestions: Suggestion[] } {
  return {
    text: joined([
      'That is not in the rulebook, and without a model I do not guess. What I can do now:',
      [
        '- review code: open a file, select some lines or none, and choose **Ask Marcus** in the context menu;',
        '- explain a finding, its origin and its price, and propose a patch that the rules have been run on;',
        '- explain a rule: name it, or what it is about.',
      ].join('\n'),
    ]),
    suggestions: ['database', 'security', 'api', 'websocket', 'infrastructure'].map((topic) => ({
      label: `Red flags: ${topic}`,
      question: { text: `Which ${topic} red flags do you know?`, targets: [] },
    })),
  };
}

/** The question that explains a rule. */
export function explanation(rule: Pick<RuleDocumentResult, 'ruleId' | 'title'>): Suggestion {
  return { label: rule.title, question: { text: `Explain ${rule.ruleId}`, targets: [] } };
}
