import type { ModelInfo } from '@anthropic-ai/sdk/resources/models';
import { type ClaudeConnection, connect } from './client';
import { modelError } from './errors';

/** A model that a person can choose. */
export interface ClaudeModelInfo {
  id: string;
  /** "Claude Opus 5.5". */
  label: string;
  maxOutputTokens?: number;
}

/** The newest general model that the SDK itself names, in its README; a test compares the two. */
export const defaultModel = 'claude-opus-5-5';

/** More are not asked for: the newest come first. */
const mostModels = 100;

/** Lines for everyday work, the most able first; others are special, or not open to everybody. */
const generalLines = ['opus', 'sonnet', 'haiku'];

/**
 * The models that the key may use, newest first.
 * @throws ModelError
 */
export async function listModels(
  connection: ClaudeConnection,
  signal?: AbortSignal,
): Promise<ClaudeModelInfo[]> {
  try {
    const client = await connect(connection);
    const { data } = await client.models.list({ limit: mostModels }, { signal });
    return data.filter(isUsable).map(({ id, display_name, max_tokens }) => ({
      id,
      label: display_name || id,
      ...(max_tokens ? { maxOutputTokens: max_tokens } : {}),
    }));
  } catch (error) {
    throw await modelError(error, '');
  }
}

/** The model to use: the chosen one; else the default where the key has it; else the newest one for everyday work. */
export function chooseModel(chosen: string | undefined, listed: readonly ClaudeModelInfo[]): ClaudeModelInfo {
  const id = chosen?.trim() || defaultModel;
  const found = listed.find((model) => model.id === id);
  if (found || chosen?.trim() || listed.length === 0) return found ?? { id, label: spokenName(id) };
  const general = generalLines
    .map((line) => listed.find((model) => model.id.includes(`-${line}-`)))
    .find((model) => model !== undefined);
  return general ?? listed[0] ?? { id, label: spokenName(id) };
}

/** `claude-opus-5-5` → Claude Opus 5.5: for a model that has not been asked for its name. */
export function spokenName(id: string): string {
  const [, line, version] = /^claude-([a-z]+)-(\d+(?:-\d{1,2})?)(?:-\d{8})?$/.exec(id) ?? [];
  if (!line || !version) return id;
  return `Claude ${line[0]?.toUpperCase()}${line.slice(1)} ${version.replace('-', '.')}`;
}

/** Gateways that speak the same protocol often leave the lifecycle out. */
function isUsable({ id, lifecycle }: Pick<ModelInfo, 'id'> & Partial<ModelInfo>): boolean {
  return typeof id === 'string' && lifecycle !== 'retired';
}
