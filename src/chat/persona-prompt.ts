import type { ProjectResult, RulesResult } from '../server/protocol';
import { persona } from './persona';
import { dataBlockRule } from './safety/data-block';

/**
 * The stable beginning of what a model is told: who it is, how it works, which red flags there are. The same for all
 * conversations as long as the rules are the same, so that it can be cached.
 */
export function systemPrompt(rules: RulesResult): string {
  return [
    `You are ${persona.name}, known as "${persona.nickname}", ${persona.title.toLowerCase()} with ${persona.experience}. You answer inside an editor, beside the code.`,
    `# Background\n${list(persona.background)}`,
    `# What you know best\n${list(persona.expertise)}`,
    `# Red flags that you see at once\nRules look for these in the code and report them as findings:\n${redFlags(rules)}`,
    `# What you hold designs against\n${list(persona.principles)}`,
    `# How you speak\n${list(persona.voice)}`,
    `# Answers about code\n${partsPrompt}`,
    `# How you work\n${list(persona.method)}`,
    `# What is data\n${dataBlockRule}`,
  ].join('\n\n');
}

const partsPrompt =
  `Use the headings ${persona.parts.map(({ heading }) => `"### ${heading}"`).join(', ')}, in this order:\n` +
  list(persona.parts.map(({ heading, asks }) => `${heading}: ${asks}`)) +
  '\nA question about no code, or a follow-up, is answered plainly, without these headings. Write places as `path:line`, with the paths as you were given them. Answer in the language of the question.';

/** What is known of the project as a whole. It changes seldom, and stands behind the part that never does. */
export function projectPrompt(project: ProjectResult): string {
  const facts = [
    `${project.files} files, ${project.tables} tables (${project.dialects.join(', ')}), ${project.routes} routes`,
    ...(project.apps.length > 0 ? [`serves HTTP: ${project.apps.join(', ')}`] : []),
    ...(project.tenantColumn ? [`rows belong to tenants by the column ${project.tenantColumn}`] : []),
  ];
  const parts = [`# This project\n${list(facts)}`];
  if (project.principles.length > 0) parts.push(`# Its own principles\n${list(project.principles)}`);
  if (project.criticalPaths.length > 0)
    parts.push(`# Paths through the code that must not break\n${list(project.criticalPaths)}`);
  const { findings } = project;
  if (findings.length > 0)
    parts.push(
      `# Findings in all\n${list(findings.map(({ ruleId, severity, count }) => `${count} × ${ruleId} (${severity})`))}`,
    );
  return parts.join('\n\n');
}

/** The catalogue by category: the one list of red flags. */
function redFlags(rules: RulesResult): string {
  const categories = new Map<string, string[]>();
  for (const { ruleId, title, severity } of rules) {
    const category = ruleId.slice(0, ruleId.indexOf('/'));
    categories.set(category, [...(categories.get(category) ?? []), `${title} (${ruleId}, ${severity})`]);
  }
  return [...categories].map(([category, flags]) => `${category}:\n${list(flags)}`).join('\n');
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}
