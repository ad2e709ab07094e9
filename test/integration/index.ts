import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';

/** What VS Code calls inside its extension host, of the desktop or of the server alike: see scripts/vscode/integration.ts. */
export async function run(): Promise<void> {
  const mocha = new Mocha({
    timeout: 60_000,
    slow: 5_000,
    color: false,
    forbidOnly: true,
    forbidPending: true,
    ...(process.env.MARCUS_REPORTER ? { reporter: process.env.MARCUS_REPORTER } : {}),
    ...(process.env.MARCUS_GREP ? { grep: process.env.MARCUS_GREP } : {}),
  });
  for (const name of readdirSync(__dirname).sort()) {
    if (name.endsWith('.test.js')) mocha.addFile(join(__dirname, name));
  }
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} tests failed`);
}
