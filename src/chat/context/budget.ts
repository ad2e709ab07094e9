import { ranks, type Section } from './section';
import { estimateTokens } from './tokens';

/** What fits, in the order in which it came, and the titles of what was left out or cut. */
export interface Fitted {
  sections: Section[];
  leftOut: string[];
}

/** Tokens that the marks around a section take. */
const frame = 30;

/**
 * Takes the most useful sections first, as long as there is room. What was asked about is cut to what fits when it does not fit whole;
 * anything else goes as a whole, because half a schema misleads.
 */
export function fitToBudget(sections: readonly Section[], budget: number): Fitted {
  const byUse = sections
    .map((section, index) => ({ section, index }))
    .sort((a, b) => ranks.indexOf(a.section.rank) - ranks.indexOf(b.section.rank) || a.index - b.index);
  const kept = new Map<number, Section>();
  const leftOut: string[] = [];
  let left = budget;
  for (const { section, index } of byUse) {
    const cost = estimateTokens(section.body) + frame;
    if (cost <= left) {
      kept.set(index, section);
      left -= cost;
      continue;
    }
    const part = section.rank === 'asked' ? cutToFit(section, left - frame) : undefined;
    if (part) {
      kept.set(index, part);
      left -= estimateTokens(part.body) + frame;
      leftOut.push(`the end of ${section.title}`);
    } else {
      leftOut.push(section.title);
    }
  }
  return { sections: sections.flatMap((_, index) => kept.get(index) ?? []), leftOut };
}

/** Less than this says nothing. */
const leastTokens = 100;

function cutToFit(section: Section, tokens: number): Section | undefined {
  if (tokens < leastTokens) return undefined;
  const lines: string[] = [];
  let used = 0;
  for (const line of section.body.split('\n')) {
    used += estimateTokens(`${line}\n`);
    if (used > tokens - 20) break;
    lines.push(line);
  }
  if (lines.length === 0) return undefined;
  return {
    ...section,
    body: [...lines, '… (cut here; read the rest with read_file)'].join('\n'),
    isCut: true,
  };
}
