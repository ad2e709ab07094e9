import type { Domain } from '../domain';
import { camel, pascal } from '../names';

const states = ['open', 'approve', 'archive', 'assign', 'duplicate', 'escalate', 'publish'];

export function policyFile({ table, type, variable, columns, index }: Domain): string {
  return `import type { ${type} } from '../repositories/${table}';

const moves: Record<string, readonly string[]> = {
${states.map((state, position) => `  ${state}: [${targets(position + index)}],`).join('\n')}
};

export function may(${variable}: ${type}, action: string): boolean {
  return moves[${variable}.status]?.includes(action) ?? false;
}
${columns
  .map(
    ({ name, ts }, position) => `
export function describe${pascal(name)}(${variable}: ${type}, locale = 'en'): string {
  const value: ${ts} = ${variable}.${camel(name)};
  if (value === null || value === undefined) return locale === 'de' ? 'nicht gesetzt' : 'not set';
  const words = String(value).split(/[\\s_-]+/).filter((word) => word.length > ${position % 3});
  const shown: string[] = [];
  for (const [at, word] of words.entries()) {
    switch (true) {
      case at === 0:
        shown.push(word.charAt(0).toUpperCase() + word.slice(1));
        break;
      case word.length > 12 && at % 2 === ${index % 2}:
        shown.push(\`\${word.slice(0, 11)}…\`);
        break;
      default:
        shown.push(word.toLowerCase());
    }
  }
  return shown.length > 8 ? \`\${shown.slice(0, 8).join(' ')} (\${shown.length})\` : shown.join(' ');
}
`,
  )
  .join('')}`;
}

function targets(offset: number): string {
  const reachable = states.filter((_, position) => (position + offset) % 3 !== 0);
  return reachable.map((state) => `'${state}'`).join(', ');
}
