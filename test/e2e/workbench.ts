import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, Frame, Locator, Page } from 'playwright-core';
import { launchChromium } from '../../scripts/vscode/chromium';
import { installExtension, type RunningServer, startServer } from '../../scripts/vscode/server';
import { quietWorkbench } from '../../scripts/vscode/settings';

export interface WorkbenchOptions {
  /** The packaged extension that is installed into it. */
  vsix: string;
  /** Others that are installed besides. */
  more?: readonly string[];
  /** The folder that it opens. */
  workspace: string;
  /** Scratch space: the server's data and logs. */
  dataDir: string;
  settings?: Record<string, unknown>;
  /** Whether the folder is trusted only when somebody says so; else it is. */
  asksForTrust?: boolean;
  /** What its extensions find in their environment, besides what this process has. */
  env?: NodeJS.ProcessEnv;
}

/** The workbench of a real VS Code in a headless browser, in a user's terms. Every step waits for what it needs, and never for time to pass. */
export class Workbench {
  private constructor(
    readonly page: Page,
    private readonly browser: Browser,
    private readonly server: RunningServer,
    private readonly workspace: string,
  ) {}

  /** Installs the extension into a fresh VS Code, starts it and opens the workspace. */
  static async start(options: WorkbenchOptions): Promise<Workbench> {
    rmSync(options.dataDir, { recursive: true, force: true });
    mkdirSync(options.dataDir, { recursive: true });
    for (const vsix of [options.vsix, ...(options.more ?? [])]) installExtension(vsix, options.dataDir);
    const settings = {
      ...quietWorkbench,
      'window.autoDetectColorScheme': true,
      'editor.minimap.enabled': false,
      ...options.settings,
    };
    const server = await startServer({
      dataDir: options.dataDir,
      settings,
      env: options.env,
      asksForTrust: options.asksForTrust,
    });
    const browser = await launchChromium();
    const page = await browser.newPage({ viewport: { width: 1360, height: 820 }, colorScheme: 'dark' });
    page.setDefaultTimeout(60_000);
    await page.goto(server.urlFor(options.workspace));
    const workbench = new Workbench(page, browser, server, options.workspace);
    await page.waitForSelector('.monaco-workbench .explorer-folders-view .monaco-list-row');
    return workbench;
  }

  /** Loads the window anew, as after a restart of VS Code. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.page.waitForSelector('.monaco-workbench .part.editor .tab');
  }

  /** Presses a button of the dialog that is in the way of everything else, and returns what it said. */
  async answerDialog(label: string): Promise<string> {
    const dialog = this.page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    const said = await textOf(dialog);
    await takeFrom(dialog, dialog.getByRole('button', { name: label, exact: true }));
    return said;
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.server.stop();
  }

  /** Opens a file of the workspace and puts the cursor at a place, both counted from 1. */
  async openFile(path: string, line = 1, column = 1): Promise<void> {
    const name = path.split('/').at(-1) ?? path;
    const tab = this.page.locator(`.tab.active[data-resource-name="${name}"]`);
    const cursor = this.page.locator('.editor-instance .line-numbers.active-line-number', {
      hasText: new RegExp(`^${line}$`),
    });
    await until(`${path} to open at line ${line}`, async () => {
      await this.quickOpen('Control+P', `${path}:${line}:${column}`, name);
      return (await happens(tab.waitFor(soon))) && (await happens(cursor.waitFor(soon)));
    });
  }

  /** Runs a command from the palette, by its title. */
  async runCommand(title: string): Promise<void> {
    await this.quickOpen('F1', `>${title}`, title);
  }

  /** Types into the quick input, waits until it offers `wanted`, and takes that. */
  private async quickOpen(key: string, text: string, wanted: string): Promise<void> {
    const input = this.page.locator('.quick-input-widget:visible input');
    const row = this.page
      .locator('.quick-input-widget:visible .monaco-list-row', { hasText: wanted })
      .first();
    // Whatever takes the focus meanwhile, as an editor does when it has inserted something, closes the input again.
    await until(`the quick input to offer ${wanted}`, async () => {
      if (!(await input.isVisible())) await this.page.keyboard.press(key);
      return (await happens(input.fill(text, soon))) && (await happens(row.waitFor(soon)));
    });
    await takeFrom(input, row);
  }

  /** Selects from the beginning of the cursor's line to the end of the line so many below it. */
  async selectLines(more: number): Promise<void> {
    await this.page.keyboard.press('Home');
    for (let step = 0; step < more; step++) await this.page.keyboard.press('Shift+ArrowDown');
    await this.page.keyboard.press('Shift+End');
    await this.page.locator('.editor-instance .selected-text').first().waitFor();
  }

  /** Waits for a squiggle of any severity on a line (from 1) of the active editor, and returns it. */
  async squiggleOn(line: number): Promise<Locator> {
    const number = this.page
      .locator('.editor-instance .line-numbers', { hasText: new RegExp(`^${line}$`) })
      .first();
    return until(`a squiggle on line ${line}`, async () => {
      // Squiggles know no line numbers, but lie at the height of one.
      const row = await number.boundingBox();
      for (const squiggle of await this.squiggles().all()) {
        const box = await squiggle.boundingBox({ timeout: 1_000 }).catch(() => null);
        if (row && box && box.y >= row.y - 1 && box.y < row.y + row.height - 1) return squiggle;
      }
      return undefined;
    });
  }

  /** Waits until no squiggle is to be seen on a line (from 1). */
  async noSquiggleOn(line: number): Promise<void> {
    await until(`no squiggle on line ${line}`, async () => {
      const number = this.page
        .locator('.editor-instance .line-numbers', { hasText: new RegExp(`^${line}$`) })
        .first();
      const row = await number.boundingBox();
      const boxes = await Promise.all(
        (await this.squiggles().all()).map((one) => one.boundingBox({ timeout: 1_000 }).catch(() => null)),
      );
      return (row && !boxes.some((box) => box && Math.abs(box.y - row.y) < row.height / 2)) || undefined;
    });
  }

  private squiggles(): Locator {
    return this.page.locator('.editor-instance .cdr[class*="squiggly-"]');
  }

  /** Moves the mouse over something in the editor and returns what is said about it. */
  async hover(place: Locator): Promise<string> {
    const box = await place.boundingBox();
    if (!box) throw new Error('There is nothing to point at.');
    await this.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 4 });
    const hover = this.page.locator('.monaco-hover:visible').first();
    return until('the hover', async () => {
      const shown = (await hover.isVisible()) ? await textOf(hover) : '';
      return shown === '' || /Loading\.\.\.|Checking for quick fixes/.test(shown) ? undefined : shown;
    });
  }

  /** Takes the mouse and what it shows out of the way. */
  async leaveHover(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await this.page.locator('.monaco-hover:visible').first().waitFor({ state: 'hidden' });
  }

  /** Opens the lightbulb's menu at the cursor and returns what it offers. */
  async openLightbulb(): Promise<string[]> {
    const bulb = this.page.locator(
      '.editor-instance [class*="codicon-lightbulb"], .editor-instance [class*="codicon-gutter-lightbulb"]',
    );
    await bulb.filter({ visible: true }).first().click();
    const rows = this.page.locator('.action-widget .monaco-list-row.action');
    await rows.first().waitFor();
    return rows.allInnerTexts();
  }

  async chooseAction(title: string | RegExp): Promise<void> {
    const menu = this.page
      .locator('.action-widget', { has: this.page.locator('.monaco-list-row.action') })
      .first();
    await takeFrom(menu, menu.locator('.monaco-list-row.action', { hasText: title }).first());
  }

  /** Right-clicks the line of the cursor and returns the menu's items. */
  async openContextMenu(): Promise<string[]> {
    const line = this.page.locator('.editor-instance .view-line', { has: this.page.locator('span span') });
    const active = this.page.locator('.editor-instance .cursor').first();
    const box = (await active.boundingBox()) ?? (await line.first().boundingBox());
    if (!box) throw new Error('The cursor is not to be seen.');
    await this.page.mouse.click(box.x + 1, box.y + box.height / 2, { button: 'right' });
    const items = this.page.locator('.monaco-menu .action-label');
    await items.first().waitFor();
    return (await items.allInnerTexts()).map((text) => text.trim()).filter((text) => text !== '');
  }

  async chooseFromContextMenu(item: string): Promise<void> {
    const menu = this.page.locator('.monaco-menu').first();
    await takeFrom(menu, menu.locator('.action-item', { hasText: item }).first());
  }

  /** The frame, however deep among VS Code's webview frames, that shows what `selector` names. */
  async webview(selector: string): Promise<Frame> {
    return until(`a webview that shows ${selector}`, async () => {
      for (const frame of this.page.frames().filter((one) => one !== this.page.mainFrame())) {
        const shown = await frame
          .locator(selector)
          .first()
          .isVisible()
          .catch(() => false);
        if (shown) return frame;
      }
      return undefined;
    });
  }

  /** Drags the side bar's edge until it is so many pixels wide. */
  async widenSideBar(width: number): Promise<void> {
    const bar = await this.page.locator('.part.sidebar').boundingBox();
    if (!bar) throw new Error('There is no side bar.');
    const [edge, y] = [bar.x + bar.width, bar.y + bar.height / 2];
    await this.page.mouse.move(edge + 1, y);
    await this.page.mouse.down();
    await this.page.mouse.move(bar.x + width, y, { steps: 5 });
    await this.page.mouse.up();
    // Away from the edge, which would stay lit up.
    await this.page.mouse.move(edge + 400, y);
    await this.page.locator('.monaco-sash.hover').first().waitFor({ state: 'detached' });
  }

  async diffEditor(): Promise<Locator> {
    const diff = this.page.locator('.monaco-diff-editor');
    await diff.first().waitFor();
    await this.page
      .locator('.monaco-diff-editor .line-insert, .monaco-diff-editor .inline-added-margin-view-zone')
      .first()
      .waitFor();
    return diff.first();
  }

  async save(): Promise<void> {
    await this.page.keyboard.press('Control+S');
    await this.page.locator('.tab.active:not(.dirty)').first().waitFor();
  }

  /** Takes back what was done last in the active editor. */
  async undo(): Promise<void> {
    await this.page.keyboard.press('Control+Z');
  }

  /** Waits until a file of the workspace on disk satisfies `wanted`, and returns its text. */
  async textOnDisk(path: string, wanted: (text: string) => boolean): Promise<string> {
    const read = () => readFileSync(join(this.workspace, path), 'utf8');
    return until(`${path} to be as wanted`, async () => (wanted(read()) ? read() : undefined)).catch(
      (error: Error) => {
        throw new Error(`${error.message} It is:\n${read()}`);
      },
    );
  }
}

/** For what is tried again when it does not happen at once. */
const soon = { timeout: 5_000 };

/** `true` when a step succeeds, undefined when it runs out of time. */
async function happens(step: Promise<void>): Promise<true | undefined> {
  return step.then(
    () => true,
    () => undefined,
  );
}

/**
 * Clicks an item until the menu that offers it has gone. One click may not do: menus ignore the mouse for a moment after they have opened,
 * and a list that is drawn anew between the two halves of a click loses it.
 */
async function takeFrom(menu: Locator, item: Locator): Promise<void> {
  await item.waitFor();
  await until('the menu to close on a choice', async () => {
    if (await menu.isVisible()) await happens(item.click(soon));
    return happens(menu.waitFor({ state: 'hidden', ...soon }));
  });
}

/** The text of an element as a person sees it, or of all that are meant. */
export async function textOf(place: Locator): Promise<string> {
  return (await place.allInnerTexts()).join('\n');
}

/** Waits until `look` finds something, and returns it. */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined>,
  withinMs = 60_000,
): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`Waited ${withinMs / 1000} s for ${what}.`);
    await delay(50);
  }
}
