/** What a finger or a mouse button is down on, and what waits until it is up again. */
let pressed: Node | undefined;
let waiting: (() => void)[] = [];

/**
 * Runs now, or when the person has let go of what is pressed inside of the element. A button that is made anew between down and up
 * hears no click, and the person thinks that it did nothing.
 */
export function whenReleased(element: Element, run: () => void): void {
  if (pressed && element.contains(pressed)) waiting.push(run);
  else run();
}

document.addEventListener(
  'pointerdown',
  ({ target }) => {
    pressed = target instanceof Node ? target : undefined;
  },
  true,
);
for (const end of ['pointerup', 'pointercancel'] as const) {
  document.addEventListener(
    end,
    () => {
      pressed = undefined;
      const runs = waiting;
      waiting = [];
      // The click comes after this event, and shall find its button.
      if (runs.length > 0) setTimeout(() => runs.forEach((run) => void run()));
    },
    true,
  );
}
