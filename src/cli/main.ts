import { run } from './run';
import { processTerminal } from './terminal';

// The status is set and not forced: the process ends when all output has been taken, and not before.
run(process.argv.slice(2), processTerminal()).then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    console.error(
      `marcus: this is a fault of Marcus: ${error instanceof Error ? error.stack : String(error)}`,
    );
    process.exitCode = 2;
  },
);
