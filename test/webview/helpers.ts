import './dom';

export type Call = [name: string, ...values: unknown[]];

/** Functions that write down how they were called. */
export function recorder(): { calls: Call[]; on: (name: string) => (...values: unknown[]) => void } {
  const calls: Call[] = [];
  return {
    calls,
    on:
      (name) =>
      (...values) =>
        void calls.push([name, ...values]),
  };
}

/** The button with this name, as a screen reader would find it. */
export function button(root: Element, name: string): HTMLButtonElement {
  const found = [...root.querySelectorAll('button')].find(
    (candidate) => (candidate.getAttribute('aria-label') ?? candidate.textContent) === name,
  );
  if (!found) {
    const names = [...root.querySelectorAll('button')].map(
      (each) => each.getAttribute('aria-label') ?? each.textContent,
    );
    throw new Error(`There is no button "${name}", but ${names.join(', ')}.`);
  }
  return found;
}

/** Presses a key in an element; true when something took it. */
export function press(target: Element, key: string, more: Partial<KeyboardEventInit> = {}): boolean {
  return !target.dispatchEvent(
    new window.KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }),
  );
}

/** Types into a box, with the cursor at the end. */
export function type(input: HTMLTextAreaElement | HTMLInputElement, text: string): void {
  input.value = text;
  input.setSelectionRange(text.length, text.length);
  input.dispatchEvent(new window.Event('input', { bubbles: true }));
}
