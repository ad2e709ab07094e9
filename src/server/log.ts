import { type Connection, ResponseError } from 'vscode-languageserver/node';
import type { EngineError } from '../engine';

/** What goes to the editor's output channel. Each fault is told once: a broken rule fails on every file alike. */
export class Log {
  readonly #told = new Set<string>();

  constructor(private readonly connection: Connection) {}

  info(message: string): void {
    this.connection.console.info(message);
  }

  error(message: string): void {
    this.connection.console.error(message);
  }

  /** Tells what went wrong in rules and files, once per rule, or per file where no rule is to blame. */
  engineErrors(errors: readonly EngineError[]): void {
    for (const { path, ruleId, message } of errors) {
      const key = ruleId ?? `${path}: ${message}`;
      if (this.#told.has(key)) continue;
      this.#told.add(key);
      this.error(path ? `${path}: ${message}` : message);
    }
  }

  /**
   * Runs a handler so that nothing it throws ends the server: the fault is logged and the fallback answers. Errors meant for
   * the client pass.
   */
  async guard<T>(name: string, fallback: T, run: () => T | Promise<T>): Promise<T> {
    try {
      return await run();
    } catch (error) {
      if (error instanceof ResponseError) throw error;
      this.error(
        `${name} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
      return fallback;
    }
  }
}
