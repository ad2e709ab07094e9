import { describeAttachment } from './context/attachment';
import { type AssistantMessage, type Message, type Part, type UserMessage, visibleText } from './message';
import type { FilePatch, Patch } from './patch/patch';
import { badgeOf } from './patch/verify';
import { codeBlock, plain } from './rulebook/markdown';
import { describeTarget } from './target';
import { spokenUsage } from './usage-words';

/** A conversation as a Markdown document that can be read without Marcus: patches are diffs, steps are a list. */
export function exportMarkdown(title: string, messages: readonly Message[]): string {
  const parts = messages.map((message) => (message.role === 'user' ? question(message) : answer(message)));
  return `# ${plain(title)}\n\n${parts.join('\n\n')}\n`;
}

function question(message: UserMessage): string {
  const about = [
    ...message.targets.map(describeTarget),
    ...(message.attachments ?? []).map(describeAttachment),
  ].map((each) => `- ${plain(each)}`);
  return [`## You`, visibleText(message), ...(about.length > 0 ? [about.join('\n')] : [])].join('\n\n');
}

function answer({ provider, parts, state, error, usage }: AssistantMessage): string {
  const end = [
    ...(state === 'stopped' ? ['*Stopped.*'] : []),
    ...(error ? [`*${plain(error.message)}*`] : []),
    `*${plain(provider.label)}${usage ? `, ${spokenUsage(usage)}` : ''}*`,
  ];
  return ['## Marcus', ...parts.map(partText).filter((text) => text.trim() !== ''), ...end].join('\n\n');
}

function partText(part: Part): string {
  switch (part.kind) {
    case 'text':
      return part.text.trim();
    case 'step':
      return `- ${plain(part.label)}${part.detail ? `: ${plain(part.detail)}` : ''}`;
    case 'suggestions':
      return '';
    case 'patch':
      return [
        `**Patch: ${plain(part.patch.title)}** (${part.fate.state}; ${plain(badgeOf(part.check).label)})`,
        exportedDiff(part.patch),
      ].join('\n\n');
  }
}

/** A patch as unified diffs in code blocks. */
export function exportedDiff({ files }: Patch): string {
  return files.map(fileDiff).join('\n\n');
}

function fileDiff(file: FilePatch): string {
  const hunks = file.kind === 'edit' ? file.hunks.map(({ diff }) => diff) : file.diff;
  const lines = hunks.flatMap(({ oldStart, newStart, lines }) => {
    const count = (sign: string) => lines.filter((line) => !line.startsWith(sign)).length;
    return [`@@ -${oldStart},${count('+')} +${newStart},${count('-')} @@`, ...lines];
  });
  const from = file.kind === 'create' ? '/dev/null' : `a/${file.path}`;
  return codeBlock([`--- ${from}`, `+++ b/${file.path}`, ...lines].join('\n'), 'diff');
}
