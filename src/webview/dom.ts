type Child = Node | string | undefined;
type Properties = Record<string, string | boolean | EventListener | undefined>;

/**
 * An element. Properties that are functions listen ("onclick"), `true` sets an empty attribute, false and undefined none; text is
 * text and never HTML.
 */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Properties = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (typeof value === 'string') element.setAttribute(name, value);
  }
  for (const child of children) if (child !== undefined) element.append(child);
  return element;
}

/** Drawn on a 16 by 16 grid, in the colour of the text. */
const icons = {
  copy: 'M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z',
  insert: 'M8 2.5v8m0 0L4.8 7.3M8 10.5l3.2-3.2M2.5 13.5h11',
  send: 'M8 13V3m0 0L3.5 7.5M8 3l4.5 4.5',
  stop: 'M4.5 4.5h7v7h-7z',
  retry: 'M13 8a5 5 0 1 1-1.6-3.7M13 2.2v3.2H9.8',
  plus: 'M8 3v10M3 8h10',
  close: 'M4 4l8 8M12 4l-8 8',
  check: 'M3 8.5l3.2 3.2L13 4.8',
  cross: 'M4.5 4.5l7 7m0-7l-7 7',
  file: 'M4 1.5h5.5L12.5 4.5v10h-8.5z M9.5 1.5v3h3',
  warning: 'M8 2l6.5 11.5h-13zM8 6.5v3.2M8 11.4v.6',
  diff: 'M8 2.5v6M5 5.5h6M5 12.5h6',
  chevron: 'M4.5 6.5L8 10l3.5-3.5',
  edit: 'M3 13l.8-3 7-7 2.2 2.2-7 7z',
  trash: 'M3 4.5h10M6.5 4.5v-2h3v2M4.5 4.5l.6 9h5.8l.6-9',
  save: 'M8 2.5v7m0 0L5 6.5m3 3l3-3M3 10.5v3h10v-3',
  eye: 'M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8zM8 6.2a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6z',
  lines: 'M3 4.5h10M3 8h10M3 11.5h6',
  flag: 'M4 14V2.5h8.5l-2 3 2 3H4',
  table: 'M2.5 3.5h11v9h-11zM2.5 6.7h11M6.5 6.7v5.8',
  route: 'M3 8h9.5m0 0L9.3 4.8M12.5 8l-3.2 3.2',
} as const;

export type IconName = keyof typeof icons;

/** A picture that says nothing to a screen reader: the element around it has the words. */
export function icon(name: IconName): SVGSVGElement {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('class', `icon icon-${name}`);
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(space, 'path');
  path.setAttribute('d', icons[name]);
  svg.append(path);
  return svg;
}

/** A button that shows only a picture; its label is read and shown on hover. */
export function iconButton(
  name: IconName,
  label: string,
  onclick: () => void,
  className = '',
  more: Properties = {},
): HTMLButtonElement {
  return h(
    'button',
    {
      type: 'button',
      class: `icon-button ${className}`.trim(),
      title: label,
      'aria-label': label,
      onclick,
      ...more,
    },
    icon(name),
  );
}

/** A button with words on it; `primary` for the one that most people want. */
export function textButton(
  label: string,
  kind: 'primary' | 'secondary' | 'secondary retry' | 'quiet',
  onclick: () => void,
  more: Properties = {},
): HTMLButtonElement {
  return h('button', { type: 'button', class: kind, onclick, ...more }, label);
}

/** A link to a place in a file, whose path may break after its slashes. See `placeLink` for why it is a span. */
export function placeElement(path: string, place: string): HTMLElement {
  const pieces = path.split('/').flatMap((name, index) => (index > 0 ? ['/', h('wbr'), name] : [name]));
  return h(
    'span',
    { class: 'place', role: 'link', tabindex: '0', 'data-place': place, title: `Open ${place}` },
    ...pieces,
  );
}
