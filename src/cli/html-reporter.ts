import MarkdownIt from 'markdown-it';
import { escaped } from '../map/text';
import type { Catalogue } from './catalogue';
import { htmlPage } from './html-page';
import style from './html-report.css';
import { byPath, type CheckReport, type ReportedFinding } from './report';
import { notesOf, severities, summaryOf } from './summary';

/**
 * One HTML file to hand around: what was found, by file, with the code, and what each rule says about it. It needs nothing else, runs no script and
 * fetches nothing.
 */
export function reportHtml(report: CheckReport, catalogue: Catalogue): string {
  const ids = [...new Set(report.findings.map(({ ruleId }) => ruleId))].sort();
  const body = `<header>
<h1>What Marcus found</h1>
<p>${[summaryOf(report), ...notesOf(report)].map(escaped).join('<br>')}</p>
${tally(report)}
</header>
<main>
${[...byPath(report.findings)].map(([path, findings]) => fileSection(path, findings, catalogue)).join('\n')}
${notLookedAt(report)}
</main>
<section aria-labelledby="rules">
<h2 id="rules">The rules</h2>
${ids.map((id) => ruleSection(id, catalogue)).join('\n')}
</section>`;
  return htmlPage(`Marcus: ${summaryOf(report)}`, body, { style });
}

function tally({ findings }: CheckReport): string {
  const cells = severities.map((severity) => {
    const number = findings.filter((finding) => finding.severity === severity).length;
    return `<li class="${severity}"><b>${number}</b> ${severity}</li>`;
  });
  return `<ul class="tally">${cells.join('')}</ul>`;
}

function fileSection(path: string, findings: readonly ReportedFinding[], catalogue: Catalogue): string {
  return `<section><h2>${escaped(path)}</h2>\n${findings.map((finding) => article(finding, catalogue)).join('\n')}\n</section>`;
}

function article(finding: ReportedFinding, catalogue: Catalogue): string {
  const { severity, line, column, message, ruleId, related, fixes } = finding;
  const rule =
    catalogue.ruleDocument(ruleId) === undefined
      ? escaped(ruleId)
      : `<a href="#${escaped(ruleId)}">${escaped(ruleId)}</a>`;
  const see = related.map(
    (place) => `<li>${escaped(`${place.path}:${place.line}`)} ${escaped(place.message)}</li>`,
  );
  const fix = fixes.map(({ title }) => `<li class="fix">${escaped(title)}</li>`);
  return `<article class="${severity}">
<p><b>${severity}</b> <span class="place">${line}:${column}</span> ${escaped(message)} ${rule}</p>
<pre>${markedCode(finding)}</pre>
${see.length + fix.length > 0 ? `<ul>${[...see, ...fix].join('')}</ul>` : ''}
</article>`;
}

/** The lines of a finding, with its place marked; of a long one only the beginning. */
function markedCode({ source, line, column, endLine, endColumn }: ReportedFinding): string {
  return source
    .split(/\r?\n/)
    .slice(0, 6)
    .map((text, index) => {
      const from = index === 0 ? column - 1 : text.length - text.trimStart().length;
      const to = line + index === endLine ? endColumn - 1 : text.length;
      const marked = `${escaped(text.slice(0, from))}<mark>${escaped(text.slice(from, to))}</mark>${escaped(text.slice(to))}`;
      return `<span class="number">${line + index}</span> ${marked}`;
    })
    .join('\n');
}

function ruleSection(id: string, catalogue: Catalogue): string {
  const markdown = catalogue.ruleDocument(id);
  if (markdown === undefined) return '';
  // Rule documents are our own; HTML in them would be shown, and not obeyed.
  const body = new MarkdownIt({ html: false }).render(markdown.replace(/^#{1,3} /gm, '##$&'));
  // A browser opens what hides the target of a link; the target itself it would leave closed.
  return `<details><summary>${escaped(id)}</summary>\n<div id="${escaped(id)}">${body}</div></details>`;
}

/** What a reader must know before taking silence for praise. */
function notLookedAt({ leftOut, notAnalysed, errors }: CheckReport): string {
  const rows = [
    ...leftOut.map(({ path, detail }) => `${path}: left out, ${detail}`),
    ...notAnalysed.map(({ path, line, message }) => `${path}:${line}: not analysed, ${message}`),
    ...errors.map(({ path, message }) => `${path}: Marcus failed, ${message}`),
  ];
  if (rows.length === 0) return '';
  const items = rows.map((row) => `<li>${escaped(row)}</li>`).join('');
  return `<details><summary>What was not looked at (${rows.length})</summary><ul>${items}</ul></details>`;
}
