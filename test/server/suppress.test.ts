// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the cases are source texts with placeholders of their own.
import assert from 'node:assert/strict';
import { rules } from '../../rules';
import { createProject, defaultConfiguration, loadSqlParser, type SqlParser } from '../../src/engine';
import { suppressFile, suppressLine } from '../../src/server/suppress/suppress';
import { testRules } from './support/catalogue';

describe('suppression comments', () => {
  let sql: SqlParser;
  before(async () => {
    sql = await loadSqlParser('postgresql');
  });

  const factsOf = (path: string, text: string) => {
    const project = createProject({ rules: testRules, sql, configuration: defaultConfiguration });
    project.setFile(path, text);
    const facts = project.factsOf(path);
    assert.ok(facts);
    return facts;
  };

  /** The text with `a/b` suppressed on the line of `▸`, which marks the finding and is taken out first. */
  const onLine = (path: string, marked: string, rule = 'a/b') => {
    const start = marked.indexOf('▸');
    const text = marked.replace('▸', '');
    const { edit } = suppressLine(text, factsOf(path, text), rule, { start, end: start + 1 });
    return text.slice(0, edit.span.start) + edit.text + text.slice(edit.span.end);
  };
  const inFile = (path: string, text: string, rule = 'a/b') => {
    const { edit } = suppressFile(text, factsOf(path, text), rule);
    return text.slice(0, edit.span.start) + edit.text + text.slice(edit.span.end);
  };

  const lineCases: { name: string; path?: string; before: string; after: string }[] = [
    {
      name: 'stand above the line, with its indentation',
      before: 'function f() {\n  ▸go();\n}\n',
      after: 'function f() {\n  // marcus-disable-next-line a/b -- \n  go();\n}\n',
    },
    {
      name: 'end their line as the file does',
      before: 'one();\r\n\t▸two();\r\n',
      after: 'one();\r\n\t// marcus-disable-next-line a/b -- \r\n\ttwo();\r\n',
    },
    {
      name: 'join a comment that is there',
      before: '// marcus-disable-next-line c/d -- because\n▸go();\n',
      after: '// marcus-disable-next-line c/d, a/b -- because\ngo();\n',
    },
    {
      name: 'join one in a block',
      before: '/* marcus-disable-next-line c/d */\n▸go();\n',
      after: '/* marcus-disable-next-line c/d, a/b */\ngo();\n',
    },
    {
      name: 'stay out of a template literal',
      before: 'db.query(\n  `SELECT\n    ▸*\n   FROM t`,\n);\n',
      after: 'db.query(\n  // marcus-disable-next-line a/b -- \n  `SELECT\n    *\n   FROM t`,\n);\n',
    },
    {
      name: 'stay out of one that begins on its statement’s line',
      before: 'go();\nconst q = `SELECT ▸*\n  FROM t`;\n',
      after: 'go();\n// marcus-disable-next-line a/b -- \nconst q = `SELECT *\n  FROM t`;\n',
    },
    {
      name: 'stay out of a literal within a literal',
      before: 'const q = `SELECT ${\n  x ? `a\n  ▸b` : c\n} FROM t`;\n',
      after: '// marcus-disable-next-line a/b -- \nconst q = `SELECT ${\n  x ? `a\n  b` : c\n} FROM t`;\n',
    },
    {
      name: 'may stand in the code of a placeholder',
      before: 'const q = `SELECT ${\n  ▸x\n} FROM t`;\n',
      after: 'const q = `SELECT ${\n  // marcus-disable-next-line a/b -- \n  x\n} FROM t`;\n',
    },
    {
      name: 'stay out of a string that goes on over lines',
      before: "const q = 'SELECT \\\n  ▸* FROM t';\n",
      after: "// marcus-disable-next-line a/b -- \nconst q = 'SELECT \\\n  * FROM t';\n",
    },
    {
      name: 'take JSX’s form between tags',
      path: 'a.tsx',
      before: 'const a = (\n  <div>\n    <p ▸onClick={go} />\n  </div>\n);\n',
      after:
        'const a = (\n  <div>\n    {/* marcus-disable-next-line a/b --  */}\n    <p onClick={go} />\n  </div>\n);\n',
    },
    {
      name: 'take JSX’s form in text between tags',
      path: 'a.jsx',
      before: 'const a = (\n  <>\n    some\n    ▸text\n  </>\n);\n',
      after:
        'const a = (\n  <>\n    some\n    {/* marcus-disable-next-line a/b --  */}\n    text\n  </>\n);\n',
    },
    {
      name: 'are plain among attributes, in code in braces, and above the outermost tag',
      path: 'a.tsx',
      before: 'const a = (\n  <p\n    title="x"\n    onClick={▸go}\n  />\n);\n',
      after:
        'const a = (\n  <p\n    title="x"\n    // marcus-disable-next-line a/b -- \n    onClick={go}\n  />\n);\n',
    },
    {
      name: 'are plain in code in braces',
      path: 'a.tsx',
      before: 'const a = (\n  <p>\n    {list.map(() =>\n      ▸go(),\n    )}\n  </p>\n);\n',
      after:
        'const a = (\n  <p>\n    {list.map(() =>\n      // marcus-disable-next-line a/b -- \n      go(),\n    )}\n  </p>\n);\n',
    },
    {
      name: 'are plain above the outermost tag',
      path: 'a.tsx',
      before: 'const a = (\n  <p ▸x={1} />\n);\n',
      after: 'const a = (\n  // marcus-disable-next-line a/b -- \n  <p x={1} />\n);\n',
    },
    {
      name: 'are SQL’s in SQL',
      path: 'a.sql',
      before: 'CREATE VIEW v AS\n  SELECT ▸*\n  FROM t;\n',
      after: 'CREATE VIEW v AS\n  -- marcus-disable-next-line a/b -- \n  SELECT *\n  FROM t;\n',
    },
    {
      name: 'stay out of a function’s body in SQL',
      path: 'a.sql',
      before: 'CREATE FUNCTION f() RETURNS void AS $$\nBEGIN\n  SELECT ▸*;\nEND $$;\n',
      after:
        '-- marcus-disable-next-line a/b -- \nCREATE FUNCTION f() RETURNS void AS $$\nBEGIN\n  SELECT *;\nEND $$;\n',
    },
  ];
  for (const { name, path = 'a.js', before: text, after } of lineCases) {
    it(name, () => assert.equal(onLine(path, text), after));
  }

  const fileCases: { name: string; path?: string; before: string; after: string }[] = [
    {
      name: 'for a file stand at its top',
      before: 'go();\n',
      after: '/* marcus-disable a/b --  */\ngo();\n',
    },
    {
      name: 'for a file stand below the line that starts a script',
      before: '#!/usr/bin/env node\ngo();\n',
      after: '#!/usr/bin/env node\n/* marcus-disable a/b --  */\ngo();\n',
    },
    {
      name: 'for an SQL file are SQL’s',
      path: 'a.sql',
      before: 'SELECT 1;\n',
      after: '-- marcus-disable a/b -- \nSELECT 1;\n',
    },
    {
      name: 'for a file join one at the top',
      before: '// Copyright\n/* marcus-disable c/d -- because */\ngo();\n',
      after: '// Copyright\n/* marcus-disable c/d, a/b -- because */\ngo();\n',
    },
    {
      name: 'for a file do not join one further down',
      before: 'go();\n/* marcus-disable c/d */\ngo();\n',
      after: '/* marcus-disable a/b --  */\ngo();\n/* marcus-disable c/d */\ngo();\n',
    },
  ];
  for (const { name, path = 'a.js', before: text, after } of fileCases) {
    it(name, () => assert.equal(inFile(path, text), after));
  }

  const app = "const { Pool } = require('pg');\nconst pool = new Pool();\n";
  const realCases = {
    'in a template literal': `${app}exports.all = (id) =>\n  pool.query(\n    \`SELECT *\n       FROM tickets\n      WHERE id = $1\`,\n    [id],\n  );\n`,
    'further down in a template literal': `${app}exports.all = async (id) => {\n  const { rows } = await pool.query(\n    \`\n    SELECT t.id,\n           t.*\n      FROM tickets t\n     WHERE id = $1\`,\n    [id],\n  );\n  return rows;\n};\n`,
    'in a constant': `${app}const all = \`SELECT\n  *\n  FROM tickets\`;\nexports.all = () => pool.query(all);\n`,
  };
  for (const [name, text] of Object.entries(realCases)) {
    it(`stand where the engine heeds them, so that the finding goes: ${name}`, () => {
      const project = createProject({ rules, sql, configuration: defaultConfiguration });
      const starsIn = (source: string) => {
        project.setFile('src/a.js', source);
        return project.check().findings.filter(({ ruleId }) => ruleId === 'database/select-star');
      };
      const [star] = starsIn(text);
      assert.ok(star);
      const { edit } = suppressLine(text, factsOf('src/a.js', text), star.ruleId, star.span);
      assert.deepEqual(starsIn(text.slice(0, edit.span.start) + edit.text + text.slice(edit.span.end)), []);
    });
  }
});
