import hljs from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import diff from 'highlight.js/lib/languages/diff';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import sql from 'highlight.js/lib/languages/sql';
import typescript from 'highlight.js/lib/languages/typescript';

hljs.registerLanguage('bash', bash);
hljs.registerLanguage('diff', diff);
hljs.registerLanguage('javascript', javascript);
hljs.registerLanguage('json', json);
hljs.registerLanguage('sql', sql);
hljs.registerLanguage('typescript', typescript);

/** Past this, colours cost more time than they save the reader. */
const longest = 30_000;

/** Colours the code in place; code in a language that is not known stays plain. */
export function highlight(code: HTMLElement): void {
  const language = /\blanguage-([\w+#-]+)/.exec(code.className)?.[1];
  const text = code.textContent ?? '';
  if (!language || text.length > longest || !hljs.getLanguage(language)) return;
  // The highlighter escapes all text and adds spans with classes, nothing else.
  code.innerHTML = hljs.highlight(text, { language, ignoreIllegals: true }).value;
  code.classList.add('hljs');
}
