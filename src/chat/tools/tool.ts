import type { Knowledge } from '../knowledge';
import type { Patch } from '../patch/patch';
import type { PatchCheck } from '../patch/verify';
import type { SecretMasker } from '../safety/mask-secrets';

/** What a model is told of a tool. The text is for models and is not translated. */
export interface ToolDefinition {
  name: string;
  description: string;
  inputSchema: {
    type: 'object';
    properties: Record<string, unknown>;
    required: string[];
    additionalProperties: false;
  };
}

/** What a tool works with, the same for one whole answer. */
export interface ToolContext {
  knowledge: Knowledge;
  masker: SecretMasker;
}

export interface ToolOutcome {
  /** For the model. */
  text: string;
  /** For the step that the person sees: "3 matches". */
  detail?: string;
  failed?: boolean;
  /** A proposal that may be shown. */
  patch?: { patch: Patch; check: PatchCheck };
}

/** Something that a model may look up, or propose. None of them writes anything. */
export interface Tool {
  definition: ToolDefinition;
  /** What the person reads while it runs. */
  label(input: ToolInput): string;
  /** @throws ToolRefusal with a sentence that the model can act on */
  run(input: ToolInput, context: ToolContext): Promise<ToolOutcome>;
}

/** A call that cannot be answered, in words for the model. */
export class ToolRefusal extends Error {}

/** The input of a call, which a model made up: nothing is taken for granted. */
export class ToolInput {
  readonly #value: Record<string, unknown>;

  constructor(value: unknown) {
    this.#value = isRecord(value) ? value : {};
  }

  text(name: string, longest = 500): string {
    const value = this.optionalText(name, longest);
    if (value === undefined || value.trim() === '')
      throw new ToolRefusal(`"${name}" must be a text that is not empty.`);
    return value;
  }

  optionalText(name: string, longest = 500): string | undefined {
    const value = this.#value[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'string') throw new ToolRefusal(`"${name}" must be a text.`);
    if (value.length > longest) throw new ToolRefusal(`"${name}" is longer than ${longest} characters.`);
    return value;
  }

  optionalCount(name: string): number | undefined {
    const value = this.#value[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 1)
      throw new ToolRefusal(`"${name}" must be a whole number from 1 on.`);
    return value;
  }

  list(name: string, most: number): ToolInput[] {
    const value = this.#value[name];
    if (!Array.isArray(value) || value.length === 0)
      throw new ToolRefusal(`"${name}" must be a list that is not empty.`);
    if (value.length > most) throw new ToolRefusal(`"${name}" has more than ${most} entries.`);
    return value.map((each) => new ToolInput(each));
  }

  has(name: string): boolean {
    return this.#value[name] !== undefined && this.#value[name] !== null;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
