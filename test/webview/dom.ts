import { JSDOM } from 'jsdom';

/** A browser's globals for modules of the page. Import it before them. DOMPurify is made for jsdom, and tested with it. */
const { window } = new JSDOM('<!doctype html><body></body>');
for (const name of ['document', 'Element', 'HTMLElement', 'HTMLDetailsElement', 'Node'] as const) {
  Object.defineProperty(globalThis, name, { value: window[name], configurable: true });
}
Object.defineProperty(globalThis, 'window', { value: window, configurable: true });
