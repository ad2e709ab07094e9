import pico from 'picocolors';

/** A stream that may be a terminal. */
export type OutputStream = NodeJS.WritableStream & { isTTY?: boolean; columns?: number };

/** All that the command line touches of the process, so that tests can stand in for it. */
export interface Terminal {
  out: OutputStream;
  err: OutputStream;
  workingDirectory: string;
  env: NodeJS.ProcessEnv;
}

export type Colors = ReturnType<typeof pico.createColors>;

/** The process's own terminal. A reader that goes away (`marcus check | head`) is no error. */
export function processTerminal(): Terminal {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  return { out: process.stdout, err: process.stderr, workingDirectory: process.cwd(), env: process.env };
}

/** Resolves when the stream has taken the text, so that a slow pipe gets all of it before the process ends. */
export function write(stream: OutputStream, text: string): Promise<void> {
  // An error reaches the stream's own listener; here it only means that there is nothing to wait for.
  return new Promise((resolve) => stream.write(text, () => resolve()));
}

/**
 * Colours for a stream, or functions that leave text as it is. `--no-color` stands first, then NO_COLOR (no-color.org), then
 * FORCE_COLOR, then whether it is a terminal that can show them.
 */
export function colorsFor(stream: OutputStream, env: NodeJS.ProcessEnv, allowed: boolean): Colors {
  return pico.createColors(allowed && wantsColor(stream, env));
}

function wantsColor(stream: OutputStream, env: NodeJS.ProcessEnv): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  return stream.isTTY === true && env.TERM !== 'dumb';
}

/** Text from a project on one line and without control characters, which could steer the terminal it is shown on. */
export function plain(text: string): string {
  return text.replace(/[\p{Cc}\s]+/gu, ' ').trim();
}
