import { type ProposedFile, patchFromEdits } from '../patch/from-edits';
import { type Patch, PatchRefused } from '../patch/patch';
import { badgeOf, type PatchCheck, verifyPatch } from '../patch/verify';
import { type Tool, type ToolInput, ToolRefusal } from './tool';

const mostFiles = 12;
const mostEdits = 40;
const longestEdit = 60_000;

/**
 * The tool that proposes a patch, for one answer. A patch that does not parse, or brings a new error, goes back to the model once
 * with what the check said; it is held meanwhile, and comes out as what it is when nothing better follows.
 */
export class PatchProposals {
  /** Patches that were sent back, by the files they are about. */
  readonly #held = new Map<string, { patch: Patch; check: PatchCheck }>();
  readonly #returned = new Set<string>();

  /** What was sent back and never mended. */
  takeHeld(): { patch: Patch; check: PatchCheck }[] {
    const held = [...this.#held.values()];
    this.#held.clear();
    return held;
  }

  get tool(): Tool {
    return {
      definition,
      label: (input) => `Checking the patch “${input.text('title', 120)}”`,
      run: async (input, { knowledge, masker }) => {
        const title = input.text('title', 120).replace(/\s+/g, ' ').trim();
        const files = input.list('files', mostFiles).map(proposedFile);
        const patch = await patchFromEdits(title, files, knowledge, masker).catch((error: unknown) => {
          throw error instanceof PatchRefused ? new ToolRefusal(error.message) : error;
        });
        const check = await verifyPatch(patch, knowledge);
        const badge = badgeOf(check);
        const about = patch.files
          .map(({ path }) => path)
          .sort()
          .join('\n');
        const said = [badge.label, ...badge.details].join('\n');
        if (isBad(check) && !this.#returned.has(about)) {
          this.#returned.add(about);
          this.#held.set(about, { patch, check });
          return {
            text: `${said}\nNobody has seen this patch. Mend it and propose it again; the next one is shown as it is.`,
            detail: `${badge.label}; sent back once`,
            failed: true,
          };
        }
        this.#held.delete(about);
        return {
          text: `${said}\nThe person sees the patch with this result, and decides. Do not repeat its code.`,
          detail: badge.label,
          patch: { patch, check },
        };
      },
    };
  }
}

const definition: Tool['definition'] = {
  name: 'propose_patch',
  description:
    'Proposes a change of one or more files. Each edit replaces a text that stands exactly once in its file, copied character for character, without line numbers. ' +
    'The result is parsed and the rules run on it before the person sees it; you get what they say. Nothing is written until the person accepts.',
  inputSchema: {
    type: 'object',
    properties: {
      title: { type: 'string', description: 'What it does, in the imperative: "Name the columns"' },
      files: {
        type: 'array',
        description: 'Each file once, with "edits" for one that is there, or "content" for a new one',
        items: {
          type: 'object',
          properties: {
            path: { type: 'string' },
            edits: {
              type: 'array',
              items: {
                type: 'object',
                properties: { old: { type: 'string' }, new: { type: 'string' } },
                required: ['old', 'new'],
                additionalProperties: false,
              },
            },
            content: { type: 'string' },
          },
          required: ['path'],
          additionalProperties: false,
        },
      },
    },
    required: ['title', 'files'],
    additionalProperties: false,
  },
};

function proposedFile(input: ToolInput): ProposedFile {
  const path = input.text('path');
  if (input.has('content') === input.has('edits'))
    throw new ToolRefusal(`${path}: give either "edits" or "content".`);
  if (input.has('content')) return { path, content: input.optionalText('content', longestEdit) ?? '' };
  return {
    path,
    edits: input.list('edits', mostEdits).map((edit) => ({
      old: edit.optionalText('old', longestEdit) ?? '',
      new: edit.optionalText('new', longestEdit) ?? '',
    })),
  };
}

/** It breaks syntax, or a rule calls something new an error. */
function isBad(check: PatchCheck): boolean {
  return (
    check.state === 'checked' &&
    (check.syntaxErrors.length > 0 || check.brought.some(({ severity }) => severity === 'error'))
  );
}
