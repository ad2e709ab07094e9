/** What a question may begin with, and what is asked when nothing else is said. */
export const commands = {
  explain: {
    description: 'Explain the highlighted code, or a rule by its name',
    prompt: 'Explain what this code does, what it touches, and what deserves attention in it.',
  },
  fix: {
    description: 'Fix what the rules found in the highlighted code',
    prompt:
      'Fix the findings in this code. Propose one patch that makes them go without bringing others, and say what it costs.',
  },
  review: {
    description: 'Review the file in front, or with "changes" what is not committed yet',
    prompt: 'Review this as an architect would before it is merged: what will become expensive, worst first.',
  },
  design: {
    description: 'Ask about the architecture of this project',
    prompt: 'Describe the architecture of this project as its model shows it, with its weakest decision.',
  },
  clear: {
    description: 'Begin a new conversation',
    prompt: '',
  },
} as const;

export type Command = keyof typeof commands;

export function isCommand(word: string): word is Command {
  return Object.hasOwn(commands, word);
}

/** A command at the beginning of what was typed, and the words that follow it. */
export function parseCommand(typed: string): { command?: Command; text: string } {
  const text = typed.trim();
  const match = /^\/([a-z]+)(?=\s|$)/.exec(text);
  const word = match?.[1] ?? '';
  return isCommand(word) ? { command: word, text: text.slice(word.length + 1).trim() } : { text };
}
