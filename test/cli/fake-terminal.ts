import { Writable } from 'node:stream';
import type { OutputStream, Terminal } from '../../src/cli/terminal';

/** A stream that keeps what is written to it. */
export class Recorder extends Writable {
  text = '';
  isTTY?: boolean;
  columns?: number;

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk.toString('utf8');
    done();
  }
}

export interface FakeTerminal extends Terminal {
  out: OutputStream & Recorder;
  err: OutputStream & Recorder;
}

/** Pipes in an empty environment, unless told otherwise. */
export function fakeTerminal(workingDirectory: string, env: NodeJS.ProcessEnv = {}): FakeTerminal {
  return { out: new Recorder(), err: new Recorder(), workingDirectory, env };
}
