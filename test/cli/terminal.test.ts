import assert from 'node:assert/strict';
import pico from 'picocolors';
import { renderMarkdown } from '../../src/cli/markdown';
import { progressOn } from '../../src/cli/progress';
import { colorsFor } from '../../src/cli/terminal';
import { nearestId } from '../../src/engine';
import { Recorder } from './fake-terminal';

describe('colours', () => {
  const isColored = (isTTY: boolean, env: NodeJS.ProcessEnv, allowed = true) => {
    const stream = new Recorder();
    stream.isTTY = isTTY;
    return colorsFor(stream, env, allowed).isColorSupported;
  };

  it('are for terminals that can show them', () => {
    assert.equal(isColored(true, {}), true);
    assert.equal(isColored(false, {}), false);
    assert.equal(isColored(true, { TERM: 'dumb' }), false);
  });

  it('obey --no-color, then NO_COLOR, then FORCE_COLOR', () => {
    assert.equal(isColored(true, { NO_COLOR: '1' }), false);
    assert.equal(isColored(true, { NO_COLOR: '' }), true);
    assert.equal(isColored(false, { FORCE_COLOR: '1' }), true);
    assert.equal(isColored(true, { FORCE_COLOR: '0' }), false);
    assert.equal(isColored(false, { FORCE_COLOR: '1', NO_COLOR: '1' }), false);
    assert.equal(isColored(false, { FORCE_COLOR: '1' }, false), false);
  });
});

describe('the progress bar', () => {
  it('says nothing where there is no terminal', () => {
    const stream = new Recorder();
    const progress = progressOn(stream);
    progress.update(1, 2);
    progress.stop();
    assert.equal(stream.text, '');
  });

  it('shows itself on a terminal and is gone when done', () => {
    const stream = new Recorder();
    stream.isTTY = true;
    stream.columns = 80;
    const progress = progressOn(stream);
    progress.update(1, 20);
    progress.stop();
    assert.match(stream.text, /Reading .*1\/20/);
    // To the first column, and everything from there on erased.
    assert.ok(stream.text.lastIndexOf('\x1b[1G') > stream.text.lastIndexOf('Reading'));
    assert.ok(stream.text.lastIndexOf('\x1b[0K') > stream.text.lastIndexOf('Reading'));
    assert.ok(!stream.text.endsWith('\n'));
    // Modes of the terminal, as a hidden cursor, would stay on when the run is interrupted.
    assert.ok(!stream.text.includes('\x1b[?'));
  });
});

describe('nearestId', () => {
  const ids = ['database/select-star', 'security/sql-injection', 'security/jwt-no-expiry'];

  it('finds a rule in spite of a slip, or without its category', () => {
    assert.equal(nearestId('database/select-sta', ids), 'database/select-star');
    assert.equal(nearestId('database/slect-star', ids), 'database/select-star');
    assert.equal(nearestId('databsae/select-star', ids), 'database/select-star');
    assert.equal(nearestId('SQL-Injection', ids), 'security/sql-injection');
    assert.equal(nearestId('api/sql-injection', ids), 'security/sql-injection');
  });

  it('finds none for another word', () => {
    assert.equal(nearestId('no-console', ids), undefined);
    assert.equal(nearestId('', ids), undefined);
  });
});

describe('renderMarkdown', () => {
  const colors = pico.createColors(true);
  const { bold, underline, cyan } = colors;

  it('sets headings bold and code indented, and wraps prose', () => {
    const markdown =
      '# A `rule`\n\n## Issue\nOne two three **four five** six\nseven.\n\n```sql\nSELECT *\n\nFROM t;\n```\n';
    assert.equal(
      renderMarkdown(markdown, colors, 20),
      [
        underline(bold('A rule')),
        '',
        bold('Issue'),
        'One two three',
        `${bold('four five')} six`,
        'seven.',
        '',
        `    ${cyan('SELECT *')}`,
        '',
        `    ${cyan('FROM t;')}`,
        '',
      ].join('\n'),
    );
  });

  it('hangs list items under their text', () => {
    assert.equal(
      renderMarkdown('- one two three\n- four\n  five\n1. six', colors, 9),
      '- one two\n  three\n- four\n  five\n1. six\n',
    );
  });

  it('says what an example is', () => {
    const markdown = '```js before path=src/a.js\nx();\n```\n';
    assert.equal(
      renderMarkdown(markdown, colors, 80),
      `    ${colors.dim('before src/a.js')}\n    ${cyan('x();')}\n`,
    );
  });

  it('shows the target of a link, and leaves what it does not know', () => {
    const { dim } = colors;
    assert.equal(renderMarkdown('[a](b) *c*', colors, 80), `a ${dim('(b)')} *c*\n`);
    assert.equal(renderMarkdown('| a | b |\n| - | - |', colors, 80), '| a | b |\n| - | - |\n');
  });
});
