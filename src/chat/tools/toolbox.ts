import type { ToolCall, ToolResult } from '../model/model';
import type { Patch } from '../patch/patch';
import type { PatchCheck } from '../patch/verify';
import type { Step } from '../provider';
import { dataBlock } from '../safety/data-block';
import { listFindings, lookUpRoutes, lookUpRule, lookUpTable, searchWorkspace } from './lookups';
import { PatchProposals } from './propose-patch';
import { readFile } from './read-file';
import {
  type Tool,
  type ToolContext,
  type ToolDefinition,
  ToolInput,
  type ToolOutcome,
  ToolRefusal,
} from './tool';

/** What a model may do in one answer at most, whatever it asks for. */
export interface ToolLimits {
  calls: number;
  /** Characters of one result, and of all together. */
  result: number;
  all: number;
}

export const defaultLimits: ToolLimits = { calls: 40, result: 16_000, all: 200_000 };

/** What came of a call: for the model, and for the person. */
export interface Called {
  result: ToolResult;
  step: Step;
  patch?: { patch: Patch; check: PatchCheck };
}

/** The tools of one answer, with the count of what they have been used for. Nothing in here writes. */
export class Toolbox {
  readonly #proposals = new PatchProposals();
  readonly #tools: ReadonlyMap<string, Tool>;
  readonly #context: ToolContext;
  readonly #limits: ToolLimits;
  #calls = 0;
  #characters = 0;

  constructor(context: ToolContext, limits: ToolLimits = defaultLimits) {
    this.#context = context;
    this.#limits = limits;
    const tools = [
      readFile,
      searchWorkspace,
      listFindings,
      lookUpTable,
      lookUpRoutes,
      lookUpRule,
      this.#proposals.tool,
    ];
    this.#tools = new Map(tools.map((tool) => [tool.definition.name, tool]));
  }

  get definitions(): ToolDefinition[] {
    return [...this.#tools.values()].map(({ definition }) => definition);
  }

  /** How the step of a call reads while it runs. Never throws: a model can send anything. */
  begin({ id, name, input }: ToolCall): Step {
    let label = `Calling ${name.slice(0, 60)}`;
    try {
      label = this.#tools.get(name)?.label(new ToolInput(input)) ?? label;
    } catch {
      // The call itself says what is wrong with its input.
    }
    return { id: `call ${id}`, label, state: 'running' };
  }

  /** Runs a call. Never rejects: what goes wrong is told to the model, and seen as a failed step. */
  async call(call: ToolCall): Promise<Called> {
    const step = this.begin(call);
    const outcome = await this.#run(call).catch(
      (error: unknown): ToolOutcome => ({
        text: error instanceof Error ? error.message : String(error),
        detail: error instanceof ToolRefusal ? 'refused' : 'failed',
        failed: true,
      }),
    );
    const { text, detail, failed = false, patch } = outcome;
    const clean = await this.#clean(text);
    return {
      result: { id: call.id, text: dataBlock(`the result of ${call.name.slice(0, 60)}`, clean), failed },
      step: { ...step, state: failed ? 'failed' : 'done', detail },
      patch,
    };
  }

  takeHeldPatches(): { patch: Patch; check: PatchCheck }[] {
    return this.#proposals.takeHeld();
  }

  async #run({ name, input }: ToolCall): Promise<ToolOutcome> {
    const tool = this.#tools.get(name);
    if (!tool) throw new ToolRefusal(`There is no tool ${name.slice(0, 60)}.`);
    if (++this.#calls > this.#limits.calls)
      throw new ToolRefusal(
        'You have made all the calls that one answer may make. Answer with what you know.',
      );
    if (this.#characters >= this.#limits.all)
      throw new ToolRefusal('You have looked up as much as one answer may. Answer with what you know.');
    return tool.run(new ToolInput(input), this.#context);
  }

  /** Once more through the mask, whatever the tool did; cut where it would fill the model's memory. */
  async #clean(text: string): Promise<string> {
    let clean: string;
    try {
      clean = (await this.#context.masker.text(text)).masked;
    } catch {
      clean = 'The result cannot be shown: its secrets could not be told from the rest.';
    }
    const room = Math.max(200, Math.min(this.#limits.result, this.#limits.all - this.#characters));
    const cut = clean.length > room ? `${clean.slice(0, room)}\n… (cut; ask for less at once)` : clean;
    this.#characters += cut.length;
    return cut;
  }
}
