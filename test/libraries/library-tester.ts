import assert from 'node:assert/strict';
import { rules } from '../../rules';
import { createProject, loadSqlParser } from '../../src/engine';

/** A small program in a library's own idiom, and what is found in it. */
export interface LibraryCase {
  /** What the program shows, as the name of its test. */
  shows: string;
  /** The rules that look at it, by id: a small program has faults that are not the point. */
  rules: string[];
  /** Package → version, exact or a range, as its package.json has it. */
  installed?: Record<string, string>;
  /** Path → text. */
  files: Record<string, string>;
  /** `rule path:line`, perhaps followed by words that its message must have; empty where all is well. */
  finds: string[];
}

/** Runs rules over programs that use a library. Each fault has a neighbour beside it that is right. */
export function libraryTests(library: string, cases: readonly LibraryCase[]): void {
  describe(`${library} in a program`, () => {
    for (const each of cases)
      it(each.shows, async () => {
        const chosen = rules.filter(({ meta }) => each.rules.includes(meta.id));
        assert.equal(chosen.length, each.rules.length, `no such rule among ${each.rules.join(', ')}`);
        const project = createProject({ rules: chosen, sql: await loadSqlParser('postgresql') });
        if (each.installed)
          project.setFile(
            'package.json',
            JSON.stringify({ name: 'program', private: true, dependencies: each.installed }),
          );
        for (const [path, text] of Object.entries(each.files)) project.setFile(path, text);
        const { findings, errors } = project.check();
        assert.deepEqual(errors, []);
        const found = findings.map(({ ruleId, path, line, message }) => ({
          at: `${ruleId} ${path}:${line}`,
          message,
        }));
        assert.deepEqual(
          found.map(({ at }) => at),
          each.finds.map((expected) => expected.split(' ').slice(0, 2).join(' ')),
          found.map(({ at, message }) => `${at} ${message}`).join('\n'),
        );
        each.finds.forEach((expected, index) => {
          const words = expected.split(' ').slice(2).join(' ');
          assert.ok(found[index]?.message.includes(words), `“${words}” in “${found[index]?.message}”`);
        });
      });
  });
}
