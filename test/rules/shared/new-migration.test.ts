import assert from 'node:assert/strict';
import missingFkIndex from '../../../rules/database/missing-fk-index/rule';
import { createProject, defaultConfiguration, loadSqlParser } from '../../../src/engine';

const schema =
  'CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (id int PRIMARY KEY, p_id int REFERENCES p);';

/** The path of the file that the fix of a missing index makes or changes, beside files of these names. */
async function pathOfFix(...names: string[]): Promise<string | undefined> {
  const sql = await loadSqlParser('postgresql');
  const project = createProject({ rules: [missingFkIndex], sql, configuration: defaultConfiguration });
  for (const [i, name] of names.entries()) project.setFile(name, i === 0 ? schema : 'SELECT 1;');
  return project.check().findings[0]?.fixes[0]?.changes[0]?.path;
}

describe('a new migration', () => {
  const cases: [name: string, neighbours: string[], path: string | undefined][] = [
    ['numbered', ['db/001_a.sql', 'db/009_b.sql'], 'db/010_add_t_p_id_index.sql'],
    ['numbered with dashes', ['db/1-a.sql'], 'db/2-add-t-p-id-index.sql'],
    ['dated to the second', ['db/20240131235959_a.sql'], 'db/20240201000000_add_t_p_id_index.sql'],
    ['in milliseconds', ['db/1700000000000_a.sql'], 'db/1700000000001_add_t_p_id_index.sql'],
    ['Flyway', ['db/V2__a.sql', 'db/V10__b.sql'], 'db/V11__add_t_p_id_index.sql'],
    ['with a way back', ['db/003_a.up.sql', 'db/003_a.down.sql'], 'db/004_add_t_p_id_index.up.sql'],
    ['a whole schema without a number', ['schema.sql'], 'schema.sql'],
    ['a schema beside numbered migrations', ['db/schema.sql', 'db/001_a.sql'], undefined],
  ];
  for (const [name, neighbours, path] of cases)
    it(name, async () => assert.equal(await pathOfFix(...neighbours), path));
});
