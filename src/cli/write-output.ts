import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from './usage-error';

/** Writes what a command has to say to a file that was named. Throws a UsageError when it cannot. */
export function writeOutput(text: string, file: string, workingDirectory: string): void {
  try {
    writeFileSync(path.resolve(workingDirectory, file), text);
  } catch (error) {
    throw new UsageError(
      `${file} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
