/** Puts work off until nothing has asked for it for a while, separately for each key. */
export class Debounce {
  readonly #timers = new Map<string, NodeJS.Timeout>();

  /** `delay` in milliseconds. `run` must not throw. */
  constructor(
    private readonly delay: number,
    private readonly run: (key: string) => void,
  ) {}

  schedule(key: string): void {
    this.cancel(key);
    this.#timers.set(
      key,
      setTimeout(() => {
        this.#timers.delete(key);
        this.run(key);
      }, this.delay),
    );
  }

  cancel(key: string): void {
    clearTimeout(this.#timers.get(key));
    this.#timers.delete(key);
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }
}
