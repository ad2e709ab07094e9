import type { AssistantMessage, PatchFate } from '../chat/message';
import type { DiffHunk } from '../chat/patch/hunks';
import type { Badge } from '../chat/patch/verify';

/**
 * What the panel's page and its host say to each other. The page shows and asks; it holds no conversation, no file and no
 * patch of its own, so that it can be thrown away whenever the view is hidden. Everything that it names (a message, a patch, a
 * chip) it names by an id that the host gave it.
 */

export type StateView = 'idle' | 'answering' | 'stopped' | 'failed';

/** Lines of a file, 1-based and inclusive; without lines, the file. */
export interface PlaceView {
  path: string;
  first?: number;
  last?: number;
}

/** A piece of context that goes with a question. */
export interface ChipView {
  label: string;
  place?: PlaceView;
}

export type ChipKind = 'file' | 'selection' | 'findings' | 'schema' | 'table' | 'route' | 'changes';

/** A piece of context of the next question. One that is off stays, so that it can be put back with a click. */
export interface ContextChip extends ChipView {
  id: string;
  kind: ChipKind;
  on: boolean;
  /** It follows the editor: the selection, else the file in front. Others stay until they are taken out. */
  follows: boolean;
}

/** A part of a file's change; `fate` is set once a person has decided on it. */
export interface HunkView extends DiffHunk {
  fate?: 'accepted' | 'rejected';
}

export interface PatchView {
  kind: 'patch';
  id: string;
  title: string;
  safe: boolean;
  /** A new file is one part; of others each hunk can be accepted and rejected by itself, by its index. */
  files: { path: string; created: boolean; diff: HunkView[] }[];
  badge: Badge;
  fate: PatchFate;
}

export type PartView =
  | { kind: 'text'; text: string }
  /** `detail` is what came of it, in a few words. */
  | { kind: 'step'; label: string; state: 'running' | 'done' | 'failed'; detail?: string }
  | { kind: 'suggestions'; labels: string[] }
  | PatchView;

/** What something has used, in words: "12.3k tokens, about $0.04". `details` is for a tooltip. */
export interface UsageView {
  label: string;
  details: string;
  /** Of a conversation for which a cap is set: "$0.96 left". */
  left?: string;
}

/** What a click can do about a problem: `set-key` asks for an API key, `choose-model` opens the list of models. */
export type Remedy = 'set-key' | 'choose-model';

export type MessageView =
  /** `source` is what was typed, for editing it: its command included. */
  | { role: 'user'; id: string; text: string; source: string; chips: ChipView[] }
  | {
      role: 'assistant';
      id: string;
      provider: { label: string; note?: string };
      parts: PartView[];
      state: AssistantMessage['state'];
      /** Why the answer is not whole, with what the person can do. */
      problem?: { message: string; retryable: boolean; remedy?: Remedy };
      usage?: UsageView;
    };

/** Somebody who can answer. */
export interface ModelChoice {
  id: string;
  label: string;
  /** "Claude", "Editor", "Without a model": choices with the same group stand together. */
  group: string;
  selected: boolean;
}

export interface ConversationItem {
  id: string;
  title: string;
  /** Milliseconds since 1970. */
  updated: number;
  /** "3 questions, 12.3k tokens, about $0.04". */
  detail: string;
  current: boolean;
}

/** What can be typed: `/explain`, `#file`, with what it does. */
export interface WordView {
  word: string;
  description: string;
}

/** All that the page shows. */
export interface View {
  conversation: { id: string; title: string };
  messages: MessageView[];
  state: StateView;
  introduction: { name: string; title: string; text: string };
  /** `destination` is where what is asked goes; absent when nothing leaves the machine. */
  provider: { label: string; note?: string; destination?: string };
  /** Of the whole conversation; absent when nothing has been used. */
  usage?: UsageView;
  commands: WordView[];
  references: WordView[];
}

/** Exactly what would be sent. Without a destination, nothing would be, and `parts` is empty. */
export interface PreviewView {
  destination?: string;
  tokens: number;
  masked: number;
  leftOut: string[];
  parts: { title: string; text: string }[];
}

export type ToWebview =
  | { type: 'show'; view: View }
  | { type: 'message'; message: MessageView }
  | { type: 'text'; messageId: string; part: number; delta: string }
  | { type: 'part'; messageId: string; part: number; value: PartView }
  | { type: 'state'; state: StateView }
  /** Of an answer, while it grows, and of the conversation with it. */
  | { type: 'usage'; messageId: string; usage: UsageView; total: UsageView }
  /** What a question would be about now, and what one may want to ask. */
  | { type: 'context'; chips: ContextChip[]; starters: string[] }
  | { type: 'preview'; preview: PreviewView }
  | { type: 'models'; models: ModelChoice[]; problem?: { message: string; remedy?: Remedy } }
  | { type: 'conversations'; items: ConversationItem[] }
  /** The answer to `complete` with this id. */
  | { type: 'completions'; id: number; items: WordView[] }
  /** Puts text where one asks: a question to begin with, or one that could not be asked, with the reason. */
  | { type: 'draft'; text: string; problem?: string }
  | { type: 'focus' };

export type FromWebview =
  | { type: 'ready' }
  /** With the context that the chips show. `text` is as typed: the host reads `/command` and `#reference` in it. */
  | { type: 'ask'; text: string }
  /** Asks an earlier question anew; what followed it is forgotten. */
  | { type: 'edit'; messageId: string; text: string }
  | { type: 'start'; index: number }
  | { type: 'suggestion'; messageId: string; part: number; index: number }
  | { type: 'stop' }
  | { type: 'retry' }
  /** Takes a chip out, or puts it back. */
  | { type: 'chip'; id: string; on: boolean }
  /** Adds what a reference stands for: `#findings`, `#file:src/a.ts`. */
  | { type: 'addContext'; reference: string }
  /** Asks for a `preview` of what `ask` with this text would send. */
  | { type: 'look'; text: string }
  /** Asks for `completions` of the word that is being typed, as `#schema:tic`. */
  | { type: 'complete'; id: number; word: string }
  | { type: 'open'; place: PlaceView }
  | { type: 'openRule'; ruleId: string }
  | { type: 'copy'; text: string }
  | { type: 'insert'; text: string }
  /** Makes a patch of a code block in an answer; it appears as a part of that answer. */
  | { type: 'propose'; messageId: string; code: string }
  | { type: 'preview'; patchId: string }
  /** The whole patch, one file of it, or one hunk of that file, by index. */
  | { type: 'accept' | 'reject'; patchId: string; file?: number; hunk?: number }
  /** Asks for `models`, from the API. */
  | { type: 'models' }
  | { type: 'chooseModel'; id: string }
  | { type: 'setKey' }
  /** Asks for `conversations`. */
  | { type: 'conversations' }
  | { type: 'newConversation' }
  | { type: 'openConversation' | 'deleteConversation' | 'exportConversation'; id: string }
  | { type: 'renameConversation'; id: string; title: string };

const longestText = 1_000_000;
const longestName = 500;

/** The page's message if it is one, rebuilt from its known fields; undefined for anything else. */
export function parseFromWebview(value: unknown): FromWebview | undefined {
  if (!isRecord(value)) return undefined;
  const { type, text, id, index, messageId, part, patchId, ruleId } = value;
  switch (type) {
    case 'ready':
    case 'stop':
    case 'retry':
    case 'models':
    case 'setKey':
    case 'conversations':
    case 'newConversation':
      return { type };
    case 'ask':
    case 'look':
    case 'copy':
    case 'insert':
      return isText(text) ? { type, text } : undefined;
    case 'edit':
      return isName(messageId) && isText(text) ? { type, messageId, text } : undefined;
    case 'start':
      return isCount(index) ? { type, index } : undefined;
    case 'suggestion':
      return isName(messageId) && isCount(part) && isCount(index)
        ? { type, messageId, part, index }
        : undefined;
    case 'chip':
      return isName(id) && typeof value.on === 'boolean' ? { type, id, on: value.on } : undefined;
    case 'addContext':
      return isName(value.reference) ? { type, reference: value.reference } : undefined;
    case 'complete':
      return isCount(id) && isName(value.word) ? { type, id, word: value.word } : undefined;
    case 'openRule':
      return isName(ruleId) && /^[a-z]+\/[a-z0-9-]+$/.test(ruleId) ? { type, ruleId } : undefined;
    case 'propose':
      return isName(messageId) && isText(value.code) ? { type, messageId, code: value.code } : undefined;
    case 'preview':
      return isName(patchId) ? { type, patchId } : undefined;
    case 'accept':
    case 'reject':
      return parseDecision(type, value);
    case 'chooseModel':
    case 'openConversation':
    case 'deleteConversation':
    case 'exportConversation':
      return isName(id) ? { type, id } : undefined;
    case 'renameConversation':
      return isName(id) && isName(value.title) ? { type, id, title: value.title } : undefined;
    case 'open': {
      const place = parsePlace(value.place);
      return place && { type, place };
    }
    default:
      return undefined;
  }
}

/** A hunk without its file names nothing. */
function parseDecision(
  type: 'accept' | 'reject',
  { patchId, file, hunk }: Record<string, unknown>,
): FromWebview | undefined {
  if (!isName(patchId)) return undefined;
  if (file === undefined) return hunk === undefined ? { type, patchId } : undefined;
  if (!isCount(file)) return undefined;
  if (hunk === undefined) return { type, patchId, file };
  return isCount(hunk) ? { type, patchId, file, hunk } : undefined;
}

function parsePlace(value: unknown): PlaceView | undefined {
  if (!isRecord(value) || !isText(value.path)) return undefined;
  const { path, first, last } = value;
  if (first === undefined) return { path };
  if (!isCount(first) || first < 1) return undefined;
  return isCount(last) && last >= first ? { path, first, last } : { path, first, last: first };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= longestText;
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value.length <= longestName;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
