import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { root } from './cache';
import { launchChromium } from './chromium';
import type { IntegrationRun } from './integration-run';
import { startServer } from './server';
import { quietWorkbench } from './settings';

const withinMs = 5 * 60_000;

/** Runs the suite in the VS Code server while a headless browser keeps its page open. Returns the number of failures. */
export async function runInServer({ workspace, tests, env, scratch }: IntegrationRun): Promise<number> {
  const server = await startServer({
    dataDir: join(scratch, 'server'),
    settings: quietWorkbench,
    testDriver: true,
    env,
  });
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.goto(
      server.urlFor(workspace, [
        ['extensionDevelopmentPath', server.remoteUri(root)],
        ['extensionTestsPath', server.remoteUri(tests)],
      ]),
    );
    await reportWritten(env.MARCUS_REPORT, page, join(scratch, 'timeout.png'));
  } finally {
    await browser.close();
    await server.stop();
  }
  const { text, failed } = JSON.parse(readFileSync(env.MARCUS_REPORT, 'utf8')) as {
    text: string;
    failed: number;
  };
  console.log(text);
  return failed;
}

/** @throws when no report comes in time; a picture of the workbench is kept then */
async function reportWritten(report: string, page: Page, picture: string): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!existsSync(report)) {
    if (Date.now() > deadline) {
      await page.screenshot({ path: picture });
      throw new Error(
        `The tests did not end within ${withinMs / 1000} s; see ${picture} and the logs in ${dirname(picture)}.`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
