import type { Conversation } from '../conversation';
import type { Knowledge } from '../knowledge';
import type { PatchFate, PatchPart } from '../message';
import type { Target } from '../target';
import { AppliedSteps, markOf } from './applied';
import { type Decisions, type HunkAt, keyOf, openParts, partsOf, reanchored, subPatch } from './decisions';
import { fileEdit, type Patch, PatchRefused } from './patch';
import { type ResolvedFile, resolvePatch } from './resolve';
import { type PatchCheck, verifyPatch } from './verify';

/** What became of an attempt to write: it is in the files, or nothing has been touched. `check` is there when one was made. */
export type Application =
  | { ok: true; files: ResolvedFile[]; check?: PatchCheck }
  | { ok: false; reason: string; check?: PatchCheck };

/** The editor, as far as patches need it. */
export interface PatchHost {
  /** A patch fitted to the files as they are now, or why it does not fit. */
  fit(patch: Patch): Promise<{ ok: true; files: ResolvedFile[] } | { ok: false; reason: string }>;
  /**
   * Writes a patch, whole or not at all and as one step to undo.
   * @param isPart that it is a part of the patch that was checked, so that the check says nothing of it
   */
  apply(patch: Patch, isPart: boolean): Promise<Application>;
  /** Shows the diff of files of a patch, each by its index there. */
  preview(
    patchId: string,
    title: string,
    files: readonly { at: number; file: ResolvedFile }[],
  ): Promise<void>;
  /** Closes the diffs of a patch that has been decided on. */
  close(patchId: string): Promise<void>;
}

/** A whole patch, one file of it, or one hunk of that file. */
export interface PatchScope {
  file?: number;
  hunk?: number;
}

/** What a person can do with the patches of a conversation: look at them, take them, leave them, whole or in part. */
export class PatchDesk {
  readonly #conversation: () => Conversation;
  readonly #knowledge: Knowledge;
  readonly #host: PatchHost;
  /** Patches that are being written: a second click must not judge what the first is about to change. */
  readonly #accepting = new Set<string>();
  /** What has been written, by patch and by the index of its file, as long as the conversation is open. */
  readonly #applied = new WeakMap<Conversation, Map<string, AppliedSteps>>();

  constructor(conversation: () => Conversation, knowledge: Knowledge, host: PatchHost) {
    this.#conversation = conversation;
    this.#knowledge = knowledge;
    this.#host = host;
  }

  /**
   * A file of a patch as the parts that are still to be decided would leave it, for the diff; as it is now where none is. Undefined for a patch
   * or a file that is not there, and the reason instead of a text where the parts do not fit.
   */
  async textAfter(patchId: string, file: number): Promise<string | undefined> {
    const part = this.#part(patchId);
    const uri = part?.patch.files[file]?.uri;
    if (!part || uri === undefined) return undefined;
    const open = openParts(part.patch, part.decided, { file });
    if (open.length === 0) return (await this.#knowledge.readText(uri))?.text ?? '';
    const resolved = await resolvePatch(subPatch(part.patch, open), this.#knowledge);
    return resolved.ok ? resolved.files[0]?.text : resolved.reason;
  }

  /**
   * A file is another than it was. Where an undo has taken back what was accepted, that is to be decided again; where a redo has brought it
   * back, it is accepted again.
   *
   * @param isMeant whether a URI is that of the file, however it is written
   */
  async noticed(isMeant: (uri: string) => boolean): Promise<void> {
    const conversation = this.#conversation();
    const steps = [...(this.#applied.get(conversation) ?? [])].flatMap(([key, applied]) => {
      const [patchId = '', file] = key.split('/');
      const uri = conversation.patch(patchId)?.patch.files[Number(file)]?.uri;
      return uri !== undefined && isMeant(uri) ? [{ uri, patchId, file: Number(file), applied }] : [];
    });
    for (const { uri, patchId, file, applied } of steps) {
      const mark = markOf((await this.#knowledge.readText(uri))?.text);
      const part = conversation.patch(patchId);
      const replayed = !this.#accepting.has(patchId) && part ? applied.replay(mark) : undefined;
      if (!part || !replayed) continue;
      const decided = { ...part.decided };
      for (const hunk of replayed.open) delete decided[keyOf({ file, hunk })];
      for (const hunk of replayed.taken) decided[keyOf({ file, hunk })] = 'accepted';
      const files = part.patch.files.map((each, index) => (index === file ? replayed.patch : each));
      const patch = { ...part.patch, files };
      conversation.updatePatch(patchId, { decided, patch, fate: fateOf(patch, decided) });
      const left = openParts(patch, decided);
      if (left.length > 0) await this.#checkRest(patchId, left);
    }
  }

  /** Shows what the open parts of the patch would do to the files as they are now. */
  async preview(patchId: string): Promise<void> {
    const part = this.#part(patchId);
    if (!part) return;
    const patch = subPatch(part.patch, openParts(part.patch, part.decided));
    if (patch.files.length === 0) return;
    const fitted = await this.#host.fit(patch);
    if (!fitted.ok) return this.#update(patchId, { fate: { state: 'outdated', reason: fitted.reason } });
    if (part.fate.state === 'outdated') this.#update(patchId, { fate: { state: 'proposed' } });
    const shown = fitted.files.map((file) => ({
      at: part.patch.files.findIndex(({ uri }) => uri === file.uri),
      file,
    }));
    await this.#host.preview(patchId, part.patch.title, shown);
  }

  /** Writes the open parts of a patch into the files, as the person said. */
  async accept(patchId: string, scope: PatchScope = {}): Promise<void> {
    const part = this.#part(patchId);
    if (!part || this.#accepting.has(patchId)) return;
    const chosen = openParts(part.patch, part.decided, scope);
    if (chosen.length === 0) return;
    const open = openParts(part.patch, part.decided);
    this.#accepting.add(patchId);
    try {
      // Where everything goes in together, before anything does: it tells where the rest is afterwards.
      const whole = await resolvePatch(subPatch(part.patch, open), this.#knowledge);
      const isPart = chosen.length < partsOf(part.patch).length;
      const before = await this.#textsOf(part.patch, chosen);
      const application = await this.#host.apply(subPatch(part.patch, chosen), isPart);
      if (!application.ok) {
        if (application.check && !isPart) this.#update(patchId, { check: application.check });
        return this.#update(patchId, { fate: { state: 'outdated', reason: application.reason } });
      }
      if (application.check && !isPart) this.#update(patchId, { check: application.check });
      const decided = withDecision(part.decided, chosen, 'accepted');
      const left = open.filter((each) => decided[keyOf(each)] === undefined);
      const patch = whole.ok ? withReanchored(part.patch, left, application.files, whole.files) : part.patch;
      this.#remember(patchId, chosen, { before, after: application.files }, [part.patch, patch]);
      this.#update(patchId, { decided, patch, fate: fateOf(patch, decided) });
      if (left.length === 0) await this.#host.close(patchId);
      else await this.#checkRest(patchId, left);
    } finally {
      this.#accepting.delete(patchId);
    }
  }

  async reject(patchId: string, scope: PatchScope = {}): Promise<void> {
    const part = this.#part(patchId);
    if (!part) return;
    const chosen = openParts(part.patch, part.decided, scope);
    if (chosen.length === 0) return;
    const decided = withDecision(part.decided, chosen, 'rejected');
    const applied = this.#applied.get(this.#conversation());
    for (const { file } of chosen) applied?.get(`${patchId}/${file}`)?.forgetUndone();
    this.#update(patchId, { decided, fate: fateOf(part.patch, decided) });
    const left = openParts(part.patch, decided);
    if (left.length === 0) await this.#host.close(patchId);
    else await this.#checkRest(patchId, left);
  }

  /**
   * Makes a patch of code in an answer, for the lines that the person has selected or asked about, and checks it like any other.
   * @throws PatchRefused when it is not clear what it would replace
   */
  async propose(messageId: string, code: string, selected: Target | undefined): Promise<void> {
    const target = selected?.range ? selected : this.#askedAbout(messageId);
    if (!target?.range)
      throw new PatchRefused('Select the lines that the code shall replace, and propose it again.');
    const now = await this.#knowledge.readText(target.uri);
    if (!now) throw new PatchRefused(`${target.path} cannot be read.`);
    const lines = now.text.split('\n');
    const { start, end } = target.range;
    const lastLine = end.character === 0 && end.line > start.line ? end.line : end.line + 1;
    const eol = now.text.includes('\r\n') ? '\r\n' : '\n';
    const before = lines
      .slice(0, start.line)
      .map((line) => `${line}\n`)
      .join('');
    const after = lines.slice(lastLine).join('\n');
    const replaced = code.replace(/\r?\n$/, '').replace(/\r?\n/g, eol);
    const next = `${before}${indented(replaced, lines[start.line] ?? '', eol)}${lastLine < lines.length ? eol : ''}${after}`;
    const file = fileEdit(target.uri, target.path, now.text, next);
    if (!file) throw new PatchRefused('The code is there already.');
    const patch: Patch = { title: `Replace lines in ${target.path}`, safe: false, files: [file] };
    const check = await verifyPatch(patch, this.#knowledge);
    this.#conversation().addPatch(messageId, patch, check);
  }

  /** The code that the question before an answer was about. */
  #askedAbout(messageId: string): Target | undefined {
    const { messages } = this.#conversation();
    const at = messages.findIndex(({ id }) => id === messageId);
    const question = messages.slice(0, Math.max(0, at)).findLast(({ role }) => role === 'user');
    return question?.role === 'user' ? question.targets.find(({ range }) => range) : undefined;
  }

  /** The badge speaks of what can still be accepted. */
  async #checkRest(patchId: string, left: readonly HunkAt[]): Promise<void> {
    const part = this.#part(patchId);
    if (!part) return;
    this.#update(patchId, { check: await verifyPatch(subPatch(part.patch, left), this.#knowledge) });
  }

  /** The files that parts of a patch are about, as they stand now. */
  async #textsOf(patch: Patch, parts: readonly HunkAt[]): Promise<Map<string, string | undefined>> {
    const uris = subPatch(patch, parts).files.map(({ uri }) => uri);
    const texts = uris.map(async (uri) => [uri, (await this.#knowledge.readText(uri))?.text] as const);
    return new Map(await Promise.all(texts));
  }

  #remember(
    patchId: string,
    chosen: readonly HunkAt[],
    texts: { before: ReadonlyMap<string, string | undefined>; after: readonly ResolvedFile[] },
    [patchBefore, patchAfter]: readonly [Patch, Patch],
  ): void {
    const conversation = this.#conversation();
    const all = this.#applied.get(conversation) ?? new Map<string, AppliedSteps>();
    this.#applied.set(conversation, all);
    for (const [file, was] of patchBefore.files.entries()) {
      const after = texts.after.find(({ uri }) => uri === was.uri);
      const is = patchAfter.files[file];
      if (!after || !is) continue;
      const key = `${patchId}/${file}`;
      const steps = all.get(key) ?? new AppliedSteps();
      all.set(key, steps);
      steps.add({
        hunks: chosen.filter((part) => part.file === file).map(({ hunk }) => hunk),
        before: markOf(texts.before.get(was.uri)),
        after: markOf(after.text),
        patchBefore: was,
        patchAfter: is,
      });
    }
  }

  #part(patchId: string): PatchPart | undefined {
    return this.#conversation().patch(patchId);
  }

  #update(patchId: string, update: Parameters<Conversation['updatePatch']>[1]): void {
    this.#conversation().updatePatch(patchId, update);
  }
}

function withDecision(
  decided: Decisions,
  parts: readonly HunkAt[],
  decision: 'accepted' | 'rejected',
): Decisions {
  return { ...decided, ...Object.fromEntries(parts.map((part) => [keyOf(part), decision])) };
}

function fateOf(patch: Patch, decided: Decisions): PatchFate {
  const all = partsOf(patch).map((part) => decided[keyOf(part)]);
  if (all.includes(undefined)) return { state: 'proposed' };
  if (!all.includes('rejected')) return { state: 'accepted' };
  return { state: all.includes('accepted') ? 'partly' : 'rejected' };
}

function withReanchored(
  patch: Patch,
  left: readonly HunkAt[],
  applied: readonly { uri: string; text: string }[],
  whole: readonly { uri: string; text: string }[],
): Patch {
  return {
    ...patch,
    files: patch.files.map((file, index) => {
      const after = applied.find(({ uri }) => uri === file.uri)?.text;
      const all = whole.find(({ uri }) => uri === file.uri)?.text;
      if (after === undefined || all === undefined) return file;
      return reanchored(
        file,
        after,
        all,
        left.filter((part) => part.file === index).map(({ hunk }) => hunk),
      );
    }),
  };
}

/** Code in an answer begins at the left edge; it gets the indentation of the line that it replaces. */
function indented(code: string, line: string, eol: string): string {
  const indent = /^[ \t]*/.exec(line)?.[0] ?? '';
  if (indent === '' || /^[ \t]/.test(code)) return code;
  return code
    .split(eol)
    .map((each) => (each === '' ? each : indent + each))
    .join(eol);
}
