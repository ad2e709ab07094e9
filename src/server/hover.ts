import { type Hover, type HoverParams, MarkupKind } from 'vscode-languageserver/node';
import type { Finding } from '../engine';
import { type Catalogue, issueOf, titleOf } from './catalogue';
import type { Checked, Checker } from './checker';
import type { ClientAbilities } from './client-abilities';
import { toRange, touches } from './convert';
import { endangeredBy } from './endangered-paths';
import { type AskArgument, clientCommands, type OpenRuleArgument } from './protocol';

/** What a person sees on pointing at a finding, below the message that the editor itself shows there. */
export class Hovers {
  constructor(
    private readonly checker: Checker,
    private readonly abilities: ClientAbilities,
    private readonly catalogue: Catalogue,
  ) {}

  async provide({ textDocument, position }: HoverParams): Promise<Hover | null> {
    const at = await this.checker.upToDate(textDocument.uri, () => false);
    if (!at) return null;
    const here = { start: position, end: position };
    const findings = at.analysis.findingsOf(at.path).filter((finding) => touches(toRange(finding), here));
    const [first] = findings;
    if (!first) return null;
    const rules = new Map(findings.map((finding) => [finding.ruleId, finding]));
    const value = [...rules.values()].map((finding) => this.#about(finding, at)).join('\n\n---\n\n');
    return { contents: { kind: MarkupKind.Markdown, value }, range: toRange(first) };
  }

  #about(finding: Finding, { analysis, document }: Checked): string {
    const { ruleId } = finding;
    const issue = issueOf(this.catalogue.documentOf(ruleId) ?? '');
    const links: string[] = [];
    if (this.abilities.commands.has(clientCommands.openRule) && analysis.hasRule(ruleId)) {
      const argument: OpenRuleArgument = { ruleId };
      links.push(commandLink('Why, and what to do', clientCommands.openRule, argument));
    }
    if (this.abilities.commands.has(clientCommands.ask)) {
      const argument: AskArgument = { uri: document.uri, range: toRange(finding), ruleId };
      links.push(commandLink('Ask Marcus', clientCommands.ask, argument));
    }
    const title = `**${titleOf(this.catalogue, ruleId).title}**`;
    const paragraphs = [title, issue, endangeredBy(analysis, finding), links.join(' · ')];
    return paragraphs.filter(Boolean).join('\n\n');
  }
}

/** Commands, because editors drop links of schemes that they do not know from what they render. */
function commandLink(text: string, command: string, argument: AskArgument | OpenRuleArgument): string {
  return `[${text}](command:${command}?${encodeURIComponent(JSON.stringify([argument]))})`;
}
