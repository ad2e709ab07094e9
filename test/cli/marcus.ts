import { run } from '../../src/cli/run';
import { fakeTerminal } from './fake-terminal';
import { testCatalogue } from './test-rules';

/** Runs a command in a folder, in pipes; `args` are split at spaces. */
export async function marcus(workingDirectory: string, args: string, catalogue = testCatalogue) {
  const terminal = fakeTerminal(workingDirectory);
  const status = await run(args.split(' ').filter(Boolean), terminal, async () => catalogue);
  return { status, out: terminal.out.text, err: terminal.err.text };
}
