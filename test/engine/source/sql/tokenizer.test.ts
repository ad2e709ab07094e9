import assert from 'node:assert/strict';
import { splitStatements } from '../../../../src/engine/source/sql/split';
import type { Dialect } from '../../../../src/engine/source/sql/statement';
import { nameOf } from '../../../../src/engine/source/sql/token';
import { tokenize } from '../../../../src/engine/source/sql/tokenizer';
import { at } from './outline';

function tokens(text: string, dialect: Dialect): string[] {
  return tokenize(text, dialect).tokens.map((token) => at(text, token));
}

function statements(text: string, dialect: Dialect): string[] {
  const sql = tokenize(text, dialect);
  return splitStatements(sql).map(({ first, last }) =>
    text.slice(sql.tokens[first]?.start, sql.tokens[last]?.end),
  );
}

describe('the SQL tokenizer', () => {
  const cases: [string, Dialect, string, string[]][] = [
    ['keeps a doubled quote inside', 'postgresql', "'it''s' x", ["'it''s'", 'x']],
    ['knows backslashes in E strings only', 'postgresql', "E'a\\'b' 'c\\' d", ["E'a\\'b'", "'c\\'", 'd']],
    ['knows backslashes in MySQL strings', 'mysql', "'a\\'b' c", ["'a\\'b'", 'c']],
    ['takes a double quote for a name in PostgreSQL', 'postgresql', '"a""b".c', ['"a""b"', '.', 'c']],
    ['takes a dollar quote as one string', 'postgresql', "$x$ ' ; $$ $x$;", ["$x$ ' ; $$ $x$", ';']],
    ['tells a parameter from a dollar quote', 'postgresql', '$1$2', ['$1', '$2']],
    ['nests comments in PostgreSQL', 'postgresql', 'a /* /* */ b */ c', ['a', 'c']],
    ['does not nest comments in MySQL', 'mysql', 'a /* /* */ b', ['a', 'b']],
    ['takes # for a comment in MySQL', 'mysql', 'a # b\nc', ['a', 'c']],
    ['needs a blank after -- in MySQL', 'mysql', 'a--b -- c', ['a', '--', 'b']],
    ['takes # for an operator in PostgreSQL', 'postgresql', 'a #>> b', ['a', '#>>', 'b']],
    ['takes brackets for a name in T-SQL', 'transactsql', '[a b].[c]]d]', ['[a b]', '.', '[c]]d]']],
    ['keeps a cast together', 'postgresql', ':a::uuid', [':a', '::', 'uuid']],
    ['tells a placeholder from a comparison', 'postgresql', 'a=:b', ['a', '=', ':b']],
    ['keeps a star alone', 'postgresql', 't.*,count(*)', ['t', '.', '*', ',', 'count', '(', '*', ')']],
    ['stops an operator at a comment', 'postgresql', 'a +--b', ['a', '+']],
    ['reaches to the end when a string is open', 'postgresql', "a 'b", ['a', "'b"]],
  ];
  for (const [title, dialect, text, expected] of cases)
    it(title, () => assert.deepEqual(tokens(text, dialect), expected));

  it('gives comments with their delimiters', () => {
    const text = "select 1 -- marcus-disable-next-line x\n/* b */ '-- no'";
    const { comments } = tokenize(text, 'postgresql');
    assert.deepEqual(
      comments.map((comment) => at(text, comment)),
      ['-- marcus-disable-next-line x', '/* b */'],
    );
  });

  it('folds unquoted names as the database does', () => {
    const names = (text: string, dialect: Dialect): string[] => {
      const sql = tokenize(text, dialect);
      return sql.tokens.map((token) => nameOf(sql, token));
    };
    assert.deepEqual(names('Users "Users" "a""b"', 'postgresql'), ['users', 'Users', 'a"b']);
    assert.deepEqual(names('Users `a``b`', 'mysql'), ['Users', 'a`b']);
    assert.deepEqual(names('[a b] [c]]d]', 'transactsql'), ['a b', 'c]d']);
  });
});

describe('splitting SQL into statements', () => {
  const cases: [string, Dialect, string, string[]][] = [
    ['leaves out white space, comments and semicolons', 'postgresql', ' a ; -- c\n;; b', ['a', 'b']],
    ['does not split in strings', 'postgresql', "a ';' ; b $$ ; $$", ["a ';'", 'b $$ ; $$']],
    ['splits although a bracket is open', 'postgresql', 'a ( ; b', ['a (', 'b']],
    [
      'keeps the body of an SQL function',
      'postgresql',
      'create function f() begin atomic select 1; select case when a then b end; end; b',
      ['create function f() begin atomic select 1; select case when a then b end; end', 'b'],
    ],
    [
      'keeps the actions of a rule',
      'postgresql',
      'create rule r as on insert to t do (a; b); c',
      ['create rule r as on insert to t do (a; b)', 'c'],
    ],
    [
      'keeps the body of a trigger',
      'sqlite',
      'create trigger x after insert on t begin select 1; select 2; end; b',
      ['create trigger x after insert on t begin select 1; select 2; end', 'b'],
    ],
    ['splits after BEGIN as a transaction', 'sqlite', 'begin; a; end', ['begin', 'a', 'end']],
    ['knows DELIMITER', 'mysql', 'delimiter //\na; b //\ndelimiter ;\nc; d', ['a; b', 'c', 'd']],
    ['knows GO', 'transactsql', 'a\nGO\nb go', ['a', 'b go']],
    [
      'leaves out COPY data',
      'postgresql',
      "copy t from stdin;\n1\tit's;\n\\.\nb",
      ['copy t from stdin', 'b'],
    ],
    ['leaves out meta-commands', 'postgresql', "\\connect it's\na;\n\\i x.sql\nb", ['a', 'b']],
    ['ends a statement at \\gexec', 'postgresql', 'a \\gexec\nb', ['a', 'b']],
  ];
  for (const [title, dialect, text, expected] of cases)
    it(title, () => assert.deepEqual(statements(text, dialect), expected));
});
