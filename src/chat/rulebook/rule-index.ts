import type { RuleDocumentResult } from '../../server/protocol';
import type { Knowledge } from '../knowledge';
import { parseRuleDocument } from './document';
import { akin, wordsOf } from './words';

interface Entry {
  rule: RuleDocumentResult;
  nameWords: string[];
  issueWords: Set<string>;
}

/** A rule that a question is about, the better the higher. */
export interface Match {
  rule: RuleDocumentResult;
  score: number;
}

/** The documents of all rules, to be searched by words. */
export class RuleIndex {
  readonly #entries: Entry[];

  constructor(rules: readonly RuleDocumentResult[]) {
    this.#entries = rules.map((rule) => ({
      rule,
      // The category is left out: that many rules share it is what a topic is for.
      nameWords: [...new Set(wordsOf(`${rule.ruleId.replace(/^.*\//, '')} ${rule.title}`))],
      issueWords: new Set(wordsOf(parseRuleDocument(rule.markdown).issue)),
    }));
  }

  /** Reads all documents; those that cannot be read are left out. */
  static async load(knowledge: Pick<Knowledge, 'rule' | 'rules'>): Promise<RuleIndex> {
    const all = await knowledge.rules();
    const rules = await Promise.all(all.map(({ ruleId }) => knowledge.rule(ruleId).catch(() => null)));
    return new RuleIndex(rules.filter((rule) => rule !== null));
  }

  get rules(): RuleDocumentResult[] {
    return this.#entries.map(({ rule }) => rule);
  }

  /**
   * The rules that a question names, best first: by id, or by words of its name, where a word counts the more the
   * fewer rules have it. Words of the document's text only tell equals apart, for they are too common to name a rule.
   */
  match(question: string): Match[] {
    const named = this.#entries.filter(({ rule }) => question.toLowerCase().includes(rule.ruleId));
    if (named.length > 0) return named.map(({ rule }) => ({ rule, score: Number.POSITIVE_INFINITY }));
    const asked = [...new Set(wordsOf(question))];
    const matches: Match[] = [];
    for (const entry of this.#entries) {
      let score = 0;
      for (const word of asked) {
        if (entry.nameWords.some((name) => akin(name, word))) score += this.#weight(word);
        else if ([...entry.issueWords].some((name) => akin(name, word))) score += 0.2;
      }
      if (score >= leastScore) matches.push({ rule: entry.rule, score });
    }
    matches.sort((a, b) => b.score - a.score);
    const best = matches[0]?.score ?? 0;
    return matches.filter(({ score }) => score >= best * 0.6);
  }

  /** 1 for a word that one rule has in its name, falling to a fifth for one that most have. */
  #weight(word: string): number {
    const having = this.#entries.filter(({ nameWords }) => nameWords.some((name) => akin(name, word))).length;
    return Math.max(0.2, 1 / Math.sqrt(having));
  }
}

/** One telling word of a rule's name is enough, or two that several rules share. */
const leastScore = 0.7;
