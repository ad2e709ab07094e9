import { visibleText } from './message';
import type { Usage } from './provider';
import { type ConversationData, emptyConversation, restoreConversation } from './stored';
import { addUsage, noUsage } from './usage';

/** Where conversations are kept: a folder of the workspace's storage, or nothing but memory. Names are plain file names. */
export interface ConversationFiles {
  /** Undefined when there is no such file. */
  read(name: string): Promise<string | undefined>;
  write(name: string, text: string): Promise<void>;
  remove(name: string): Promise<void>;
}

/** A conversation in the list. */
export interface ConversationSummary {
  id: string;
  title: string;
  /** Given by a person, and no longer told from the first question. */
  isNamed: boolean;
  /** Milliseconds since 1970. */
  updated: number;
  questions: number;
  usage: Usage;
}

const indexName = 'index.json';
const longestTitle = 60;
/** Older ones are forgotten: what nobody has opened for so many conversations is not missed. */
const mostConversations = 200;

/**
 * The conversations of a workspace. The list is a file of its own, so that showing it reads no conversation. What cannot be read
 * is left out; what cannot be written rejects, and the caller tells.
 */
export class ConversationStore {
  readonly #files: ConversationFiles;
  readonly #now: () => number;
  #index: Promise<ConversationSummary[]> | undefined;
  /** Writes come one after the other: two of one file at once could leave a mixture. */
  #writing: Promise<unknown> = Promise.resolve();

  constructor(files: ConversationFiles, now: () => number) {
    this.#files = files;
    this.#now = now;
  }

  /** The one that was used last comes first. */
  async list(): Promise<ConversationSummary[]> {
    return [...(await this.#summaries())].sort((a, b) => b.updated - a.updated);
  }

  /** An empty conversation when it is not there, or not whole. */
  async load(id: string): Promise<ConversationData> {
    const text = isId(id) ? await this.#files.read(fileOf(id)).catch(() => undefined) : undefined;
    return text === undefined ? emptyConversation() : restoreConversation(parsed(text));
  }

  /** Keeps a conversation; one in which nothing has been said is not kept. */
  async save(id: string, data: ConversationData): Promise<void> {
    const first = data.messages.find((message) => message.role === 'user');
    if (first?.role !== 'user' || !isId(id)) return;
    const text = JSON.stringify(data);
    await this.#write(async () => {
      const index = await this.#summaries();
      const known = index.find((summary) => summary.id === id);
      const summary: ConversationSummary = {
        id,
        title: known?.isNamed ? known.title : shortened(visibleText(first)),
        isNamed: known?.isNamed ?? false,
        updated: this.#now(),
        questions: data.messages.filter(({ role }) => role === 'user').length,
        usage: usageOf(data),
      };
      await this.#files.write(fileOf(id), text);
      if (known) Object.assign(known, summary);
      else index.push(summary);
      await this.#forgetOldest(index);
      await this.#writeIndex(index);
    });
  }

  /** An empty title gives the conversation back the one that its first question has. */
  async rename(id: string, title: string): Promise<void> {
    await this.#write(async () => {
      const index = await this.#summaries();
      const known = index.find((summary) => summary.id === id);
      if (!known) return;
      known.isNamed = title.trim() !== '';
      if (known.isNamed) known.title = shortened(title);
      else {
        const first = (await this.load(id)).messages.find((message) => message.role === 'user');
        if (first?.role === 'user') known.title = shortened(visibleText(first));
      }
      await this.#writeIndex(index);
    });
  }

  async remove(id: string): Promise<void> {
    await this.#write(async () => {
      const index = await this.#summaries();
      const at = index.findIndex((summary) => summary.id === id);
      if (at < 0) return;
      index.splice(at, 1);
      await this.#writeIndex(index);
      await this.#files.remove(fileOf(id));
    });
  }

  #summaries(): Promise<ConversationSummary[]> {
    this.#index ??= this.#files
      .read(indexName)
      .catch(() => undefined)
      .then((text) => {
        const stored = text === undefined ? [] : parsed(text);
        return Array.isArray(stored) ? stored.filter(isSummary) : [];
      });
    return this.#index;
  }

  #writeIndex(index: readonly ConversationSummary[]): Promise<void> {
    return this.#files.write(indexName, JSON.stringify(index));
  }

  async #forgetOldest(index: ConversationSummary[]): Promise<void> {
    if (index.length <= mostConversations) return;
    index.sort((a, b) => b.updated - a.updated);
    for (const { id } of index.splice(mostConversations)) await this.#files.remove(fileOf(id));
  }

  #write(run: () => Promise<void>): Promise<void> {
    const written = this.#writing.then(run);
    this.#writing = written.catch(() => {});
    return written;
  }
}

/** Everything that a conversation has used, what was taken back included. */
export function usageOf({ messages, spent }: ConversationData): Usage {
  return messages.reduce(
    (sum, message) => (message.role === 'assistant' && message.usage ? addUsage(sum, message.usage) : sum),
    spent ?? noUsage,
  );
}

/** Ids become file names. */
function isId(id: string): boolean {
  return /^[\w-]{1,64}$/.test(id) && id !== 'index';
}

function fileOf(id: string): string {
  return `${id}.json`;
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > longestTitle ? `${line.slice(0, longestTitle - 1)}…` : line;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isSummary(value: unknown): value is ConversationSummary {
  if (typeof value !== 'object' || value === null) return false;
  const { id, title, updated, questions, usage } = value as Partial<
    Record<keyof ConversationSummary, unknown>
  >;
  return (
    typeof id === 'string' &&
    isId(id) &&
    typeof title === 'string' &&
    typeof updated === 'number' &&
    typeof questions === 'number' &&
    typeof usage === 'object' &&
    usage !== null
  );
}
