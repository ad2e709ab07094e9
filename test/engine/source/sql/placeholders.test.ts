import assert from 'node:assert/strict';
import { substitutePlaceholders } from '../../../../src/engine/source/sql/placeholders';
import { splitStatements } from '../../../../src/engine/source/sql/split';
import { tokenize } from '../../../../src/engine/source/sql/tokenizer';
import { blockOf, operand, parse } from './outline';

function substituted(text: string): string {
  const sql = tokenize(text, 'postgresql');
  splitStatements(sql);
  return substitutePlaceholders(sql);
}

describe('substituting placeholders', () => {
  const cases: [string, string, string][] = [
    ['a question mark after an operator', 'a = ? and b=?', 'a = 0 and b=0'],
    ['question marks in lists', 'values (?, ?)', 'values (0, 0)'],
    ['a question mark after LIMIT', 'limit ? offset ?', 'limit 0 offset 0'],
    ['not the JSON operator', "data ? 'a' and data->'b' ? 'c'", "data ? 'a' and data->'b' ? 'c'"],
    ['not its kin', "a ?| array['b'] and a ?& c", "a ?| array['b'] and a ?& c"],
    ['the JSON operator beside placeholders', 'data ? ? and a = ?', 'data ? 0 and a = 0'],
    ['a named one, padded', 'a = :name and', 'a = $1    and'],
    ['a named one before a cast', 'a = :id::uuid', 'a = $1 ::uuid'],
    ['one with a sign', 'a = @tenant_id', 'a = $1        '],
    ['not a slice', 'a[1:n]', 'a[1:n]'],
    ['not in strings and comments', "'?' -- ?\n'a :b'", "'?' -- ?\n'a :b'"],
    ['a hole for a name', 'from ?? where', 'from xx where'],
    ['the holes of pg-format', 'where a = %L and b % c', 'where a = $1 and b % c'],
  ];
  for (const [title, text, expected] of cases) it(title, () => assert.equal(substituted(text), expected));

  const operands: [string, string[]][] = [
    ['select 1 from t where id = ?', ['parameter:? ‹?›']],
    ['select 1 from t where id in (?, ?)', ['parameter:? ‹(?, ?)›']],
    ['select 1 from t where id in (?)', ['parameter:? ‹?›']],
    ['select 1 from t where id = any(?)', ['parameter:? ‹?›']],
    ['select 1 from t where id = :id::uuid', ['parameter::id ‹:id›']],
    ['select 1 from t where id = 0', ['constant ‹0›']],
  ];
  for (const [text, expected] of operands)
    it(`come back as written: ${text}`, async () => {
      const block = await blockOf(text);
      assert.deepEqual(
        block.predicates.map((item) => operand(text, item.operand)),
        expected,
      );
    });

  it('are accepted wherever a parameter may stand', async () => {
    const text =
      'insert into ?? (a, b) values (?, :b) on conflict (a) do update set b = ? returning a; select ? limit ? offset ?';
    const statements = await parse(text);
    assert.deepEqual(
      statements.map((statement) => statement.analysed),
      [true, true],
    );
    assert.equal(statements[0]?.block?.target?.name, '??');
  });
});
