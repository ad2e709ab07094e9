import { describeTarget, type Target } from '../target';

/** What goes with a question besides code. Each is looked up when the question is sent, so that it is never stale. */
export type Attachment =
  /** What the rules found: in a file, or in the whole project. */
  | { kind: 'findings'; target?: Target }
  /** The whole schema, in names. */
  | { kind: 'schema' }
  | { kind: 'table'; name: string }
  | { kind: 'route'; method: string; path: string }
  /** What has been changed since the last commit. */
  | { kind: 'changes' };

/** For a chip: "findings in src/a.ts", "table tickets". */
export function describeAttachment(attachment: Attachment): string {
  switch (attachment.kind) {
    case 'findings':
      return attachment.target ? `findings in ${describeTarget(attachment.target)}` : 'all findings';
    case 'schema':
      return 'schema';
    case 'table':
      return `table ${attachment.name}`;
    case 'route':
      return `${attachment.method} ${attachment.path}`;
    case 'changes':
      return 'uncommitted changes';
  }
}

export function isSameAttachment(a: Attachment, b: Attachment): boolean {
  return describeAttachment(a) === describeAttachment(b);
}
