import assert from 'node:assert/strict';
import type { Finding, Span } from '../../src/engine';
import { type Change, shiftFindings, shiftSpan } from '../../src/server/shift';

/** `[` and `]` mark the span in a text; each change names what it replaces. */
const cases: {
  name: string;
  before: string;
  change: [find: string, replacement: string];
  after: string | undefined;
}[] = [
  {
    name: 'moves down with text typed above',
    before: 'a;\nb[c]d',
    change: ['a;', 'aa;\nx;'],
    after: 'aa;\nx;\nb[c]d',
  },
  { name: 'stays with text typed below', before: 'a[bc]d', change: ['d', 'ddd'], after: 'a[bc]ddd' },
  { name: 'grows with text typed inside', before: 'a[bc]d', change: ['b', 'bxx'], after: 'a[bxxc]d' },
  { name: 'shrinks with text deleted inside', before: 'a[bcd]e', change: ['c', ''], after: 'a[bd]e' },
  { name: 'loses its beginning', before: 'ab[cde]f', change: ['bc', 'x'], after: 'ax[de]f' },
  { name: 'loses its end', before: 'a[bcd]ef', change: ['de', 'x'], after: 'a[bc]xf' },
  { name: 'goes with all of its text', before: 'a[bc]d', change: ['bc', 'xx'], after: undefined },
  { name: 'goes with a larger stretch', before: 'a[bc]d', change: ['abcd', ''], after: undefined },
];

describe('a finding’s place, while one types', () => {
  for (const { name, before, change, after } of cases) {
    it(name, () => {
      const { text, span } = unmark(before);
      const start = text.indexOf(change[0]);
      const shifted = shiftSpan(span, [{ start, end: start + change[0].length, length: change[1].length }]);
      const changed = text.slice(0, start) + change[1] + text.slice(start + change[0].length);
      assert.equal(shifted && mark(changed, shifted), after);
    });
  }

  it('leaves out text inserted at either edge', () => {
    const insertion = (at: number): Change => ({ start: at, end: at, length: 3 });
    assert.deepEqual(shiftSpan({ start: 2, end: 4 }, [insertion(2)]), { start: 5, end: 7 });
    assert.deepEqual(shiftSpan({ start: 2, end: 4 }, [insertion(4)]), { start: 2, end: 4 });
  });

  it('follows several changes in turn', () => {
    const changes: Change[] = [
      { start: 0, end: 0, length: 2 },
      { start: 1, end: 2, length: 0 },
    ];
    assert.deepEqual(shiftSpan({ start: 2, end: 4 }, changes), { start: 3, end: 5 });
  });

  it('takes related places in the same file along, and drops fixes, which were made for another text', () => {
    const place = (start: number, line: number) => ({
      span: { start, end: start + 1 },
      line,
      column: 1,
      endLine: line,
      endColumn: 2,
    });
    const finding: Finding = {
      ruleId: 'a/b',
      severity: 'error',
      message: 'm',
      path: 'a.js',
      ...place(2, 2),
      related: [
        { path: 'a.js', message: 'here', ...place(4, 3) },
        { path: 'b.js', message: 'there', ...place(4, 3) },
      ],
      fixes: [{ title: 't', safe: true, changes: [] }],
    };
    const [shifted] = shiftFindings([finding], 'a.js', [{ start: 0, end: 0, length: 2 }], '\n\na\nb\nc\n');
    assert.ok(shifted);
    assert.deepEqual([shifted.line, shifted.fixes], [4, []]);
    assert.deepEqual(
      shifted.related.map(({ path, line }) => [path, line]),
      [
        ['a.js', 5],
        ['b.js', 3],
      ],
    );
  });
});

function unmark(marked: string): { text: string; span: Span } {
  const start = marked.indexOf('[');
  const end = marked.indexOf(']') - 1;
  return { text: marked.replace(/[[\]]/g, ''), span: { start, end } };
}

function mark(text: string, { start, end }: Span): string {
  return `${text.slice(0, start)}[${text.slice(start, end)}]${text.slice(end)}`;
}
