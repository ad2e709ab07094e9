import type { Analysis } from './analysis';

/** Places of one path that a document names before it only counts the rest: more would be the list of problems over again. */
const placesNamed = 5;

/** Markdown on the critical path that a finding is on, with the reason that the configuration gives; undefined for one on none. */
export function endangeredBy(
  analysis: Analysis,
  finding: { path: string; criticalPath?: string },
): string | undefined {
  const { criticalPath: name } = finding;
  if (name === undefined) return undefined;
  const why = whyOf(analysis, finding.path, name);
  return `On the critical path **${name}**${why ? `: ${why}` : '.'}`;
}

/** The critical paths on which a rule has found something, each with its reason and the places, as a section of the rule's document. Empty when there is none. */
export function endangeredSection(analyses: readonly Analysis[], ruleId: string): string {
  const places = new Map<string, string[]>();
  for (const analysis of analyses) {
    for (const path of analysis.paths()) {
      for (const finding of analysis.findingsOf(path)) {
        const intro = finding.ruleId === ruleId ? endangeredBy(analysis, finding) : undefined;
        if (intro === undefined) continue;
        const place = `\`${path}:${finding.line}\``;
        places.set(intro, [...(places.get(intro) ?? []), place]);
      }
    }
  }
  if (places.size === 0) return '';
  const paragraphs = [...places].map(([intro, all]) => {
    const named = all.slice(0, placesNamed).join(', ');
    const rest = all.length - placesNamed;
    return `${intro}\n\nFound at ${named}${rest > 0 ? `, and at ${rest} more` : ''}.`;
  });
  return `\n## What it endangers here\n\n${paragraphs.join('\n\n')}\n`;
}

function whyOf(analysis: Analysis, path: string, name: string): string | undefined {
  const paths = analysis.texts.configurations?.of(path).criticalPaths;
  return paths?.find((each) => each.name === name)?.why;
}
