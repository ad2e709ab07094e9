import type { AssistantMessage, PatchFate } from '../chat/message';
import type { DiffHunk } from '../chat/patch/hunks';
import type { Badge } from '../chat/patch/verify';

/**
 * What the panel's page and its host say to each other. The page shows and asks; it holds no conversation, no file and no
 * patch of its own, so that it can be thrown away whenever the view is hidden.
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

export interface PatchView {
  kind: 'patch';
  id: string;
  title: string;
  safe: boolean;
  files: { path: string; created: boolean; diff: DiffHunk[] }[];
  badge: Badge;
  fate: PatchFate;
}

export type PartView =
  | { kind: 'text'; text: string }
  | { kind: 'step'; label: string; state: 'running' | 'done' | 'failed' }
  | { kind: 'suggestions'; labels: string[] }
  | PatchView;

export type MessageView =
  | { role: 'user'; id: string; text: string; chips: ChipView[] }
  | {
      role: 'assistant';
      id: string;
      provider: { label: string; note?: string };
      parts: PartView[];
      state: AssistantMessage['state'];
      /** Why the answer is not whole, with what the person can do. */
      problem?: { message: string; retryable: boolean };
    };

/** All that the page shows. */
export interface View {
  messages: MessageView[];
  state: StateView;
  introduction: { name: string; title: string; text: string };
  provider: { label: string; note?: string };
}

export type ToWebview =
  | { type: 'show'; view: View }
  | { type: 'message'; message: MessageView }
  | { type: 'text'; messageId: string; part: number; delta: string }
  | { type: 'part'; messageId: string; part: number; value: PartView }
  | { type: 'state'; state: StateView }
  /** What a question would be about now, and what one may want to ask. */
  | { type: 'context'; chip: ChipView | null; starters: string[] }
  | { type: 'focus' };

export type FromWebview =
  | { type: 'ready' }
  | { type: 'ask'; text: string; withContext: boolean }
  | { type: 'start'; index: number }
  | { type: 'suggestion'; messageId: string; part: number; index: number }
  | { type: 'stop' }
  | { type: 'retry' }
  | { type: 'open'; place: PlaceView }
  | { type: 'openRule'; ruleId: string }
  | { type: 'copy'; text: string }
  | { type: 'insert'; text: string }
  | { type: 'preview'; patchId: string }
  | { type: 'accept'; patchId: string }
  | { type: 'reject'; patchId: string };

const longestText = 1_000_000;

/** The page's message if it is one, rebuilt from its known fields; undefined for anything else. */
export function parseFromWebview(value: unknown): FromWebview | undefined {
  if (!isRecord(value)) return undefined;
  const { type, text, index, messageId, part, patchId, ruleId, withContext } = value;
  switch (type) {
    case 'ready':
    case 'stop':
    case 'retry':
      return { type };
    case 'ask':
      return isText(text) && typeof withContext === 'boolean' ? { type, text, withContext } : undefined;
    case 'start':
      return isCount(index) ? { type, index } : undefined;
    case 'suggestion':
      return isText(messageId) && isCount(part) && isCount(index)
        ? { type, messageId, part, index }
        : undefined;
    case 'copy':
    case 'insert':
      return isText(text) ? { type, text } : undefined;
    case 'openRule':
      return isText(ruleId) && /^[a-z]+\/[a-z0-9-]+$/.test(ruleId) ? { type, ruleId } : undefined;
    case 'preview':
    case 'accept':
    case 'reject':
      return isText(patchId) ? { type, patchId } : undefined;
    case 'open': {
      const place = parsePlace(value.place);
      return place && { type, place };
    }
    default:
      return undefined;
  }
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

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
