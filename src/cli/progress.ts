import { SingleBar } from 'cli-progress';
import type { OutputStream } from './terminal';

export interface Progress {
  update(done: number, total: number): void;
  /** Leaves no trace on the terminal. */
  stop(): void;
}

/** A bar on a terminal, and nothing at all anywhere else: logs and pipes stay clean. */
export function progressOn(stream: OutputStream): Progress {
  if (!stream.isTTY) return { update() {}, stop() {} };
  const bar = new SingleBar({
    format: 'Reading {bar} {value}/{total}',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 30,
    clearOnComplete: true,
    // What it would change of the terminal would stay so when the run is interrupted.
    hideCursor: false,
    linewrap: true,
    stream,
  });
  let started = false;
  return {
    update(done, total) {
      if (!started) bar.start(total, 0);
      started = true;
      bar.update(done);
    },
    stop() {
      if (started) bar.stop();
    },
  };
}
