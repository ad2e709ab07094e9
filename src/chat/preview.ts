import type { Outgoing } from './model/outgoing';

/** Exactly what would be sent, for a person to look at before it is. */
export interface Preview {
  /** Who gets it; undefined when nothing leaves the machine. */
  destination?: string;
  tokens: number;
  /** How many secrets were taken out. */
  masked: number;
  leftOut: string[];
  /** The texts as they are sent, in their order. */
  parts: { title: string; text: string }[];
}

export function previewOf(outgoing: Outgoing, tools: readonly string[], destination: string): Preview {
  const { system, project, turns, tokens, masked, leftOut } = outgoing;
  return {
    destination,
    tokens,
    masked,
    leftOut,
    parts: [
      { title: 'Who Marcus is, and how he works', text: system },
      { title: 'This project', text: project },
      { title: 'Tools that he may use', text: tools.join('\n') },
      ...turns.map(({ role, text }, index) => ({
        title:
          index === turns.length - 1
            ? 'This question'
            : role === 'user'
              ? 'An earlier question'
              : 'An earlier answer',
        text,
      })),
    ],
  };
}
