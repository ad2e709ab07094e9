import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { root } from '../../scripts/vscode/cache';

const themes = { light: 'vs', dark: 'vs-dark' } as const;

/** The themes besides the dark one, as a system would ask for them. */
const others = {
  light: [{ colorScheme: 'light' }, '.vs'],
  contrast: [{ colorScheme: 'dark', forcedColors: 'active' }, '.hc-black'],
} as const;

/** The steps that the README shows. */
const shown = new Set(['hover', 'lightbulb', 'answer', 'conversation', 'patch', 'map']);

/**
 * Keeps a picture of each step under .cache/e2e/album, with ALL_THEMES=1 one in each theme. With UPDATE_SCREENSHOTS=1 it also writes those of the README, in a light and a
 * dark theme, to media/screenshots.
 */
export class Album {
  private step = 0;
  private readonly scratch: string;
  private readonly kept = join(root, 'media', 'screenshots');

  /** @param suite names the folder of its pictures */
  constructor(suite: string) {
    this.scratch = join(root, '.cache', 'e2e', 'album', suite);
    rmSync(this.scratch, { recursive: true, force: true });
  }

  async take(page: Page, name: string): Promise<void> {
    this.step += 1;
    mkdirSync(this.scratch, { recursive: true });
    const path = join(this.scratch, `${String(this.step).padStart(2, '0')}-${name}`);
    await page.screenshot({ path: `${path}.png` });
    if (process.env.ALL_THEMES === '1') {
      for (const [theme, [media, shown]] of Object.entries(others)) {
        await page.emulateMedia(media);
        await page.waitForSelector(`.monaco-workbench${shown}`);
        await page.screenshot({ path: `${path}-${theme}.png`, animations: 'disabled' });
      }
      await page.emulateMedia({ colorScheme: 'dark', forcedColors: 'none' });
      await page.waitForSelector(`.monaco-workbench.${themes.dark}`);
    }
    if (process.env.UPDATE_SCREENSHOTS !== '1' || !shown.has(name)) return;
    mkdirSync(this.kept, { recursive: true });
    for (const theme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: theme });
      await page.waitForSelector(`.monaco-workbench.${themes[theme]}`);
      await page.screenshot({ path: join(this.kept, `${name}-${theme}.png`), animations: 'disabled' });
    }
  }
}
