import assert from 'node:assert/strict';
import { libraries, sheets } from '../../../src/engine/libraries';
import { defineLibrary } from '../../../src/engine/libraries/library';
import { FileLibraries, Libraries } from '../../../src/engine/libraries/look-up';
import { isWithin } from '../../../src/engine/libraries/versions';

/** A topic stands for all of them here: a look-up does not know what its lines mean. */
const example = new Libraries([
  defineLibrary({ name: 'Own', packages: ['acme'], prose: [{ path: 'say', source: 'own' }] }),
  defineLibrary({
    name: 'Acme',
    packages: ['acme', 'acme/deep'],
    kinds: ['logger'],
    prose: [
      { path: ['say', 'tell'], source: 'all' },
      { path: 'shout', versions: '>=2', source: 'new' },
      { path: 'shout', versions: '<2', source: 'old' },
    ],
  }),
  defineLibrary({ name: 'Scope', packages: ['@scope/*'], prose: [{ path: '' }] }),
  defineLibrary({ name: 'Shutdown', packages: ['*graceful-shutdown*'], prose: [{ path: '()' }] }),
]);

const versions = (version?: string) => ({
  versionOf: (name: string) => (name === 'acme' || name === 'old-acme' ? version : undefined),
  packageOf: (name: string) => (name === 'old-acme' ? 'acme' : name),
  key: '',
});

describe('look-ups in data sheets', () => {
  const cases: [path: string, version: string | undefined, source: string | undefined][] = [
    ['acme#say', undefined, 'own'],
    ['acme#tell', undefined, 'all'],
    ['acme/deep#say', undefined, 'all'],
    ['acme/other#say', undefined, undefined],
    ['acme#shout', undefined, 'new'],
    ['acme#shout', '2.0.0', 'new'],
    ['acme#shout', '2.0.0-beta.1', 'new'],
    ['acme#shout', '1.9.9', 'old'],
    ['old-acme#shout', '1.9.9', 'old'],
    ['old-acme/deep#say', undefined, 'all'],
    ['acme#whisper', undefined, undefined],
    ['./acme#say', undefined, undefined],
    ['param:0#', undefined, undefined],
  ];
  for (const [path, version, source] of cases)
    it(`says “${source}” of ${path} in ${version ?? 'any version'}`, () =>
      assert.equal(new FileLibraries(example, versions(version)).find('prose', path)?.source, source));

  it('knows packages by pattern', () => {
    const file = new FileLibraries(example);
    assert.equal(file.known('prose', '@scope/any/part#')?.library.name, 'Scope');
    assert.equal(file.known('prose', 'http-graceful-shutdown#()')?.library.name, 'Shutdown');
  });

  it('knows which packages it knows, and which of those by version', () => {
    for (const name of ['acme', '@scope/x', 'my-graceful-shutdown']) assert.ok(example.knows(name), name);
    assert.ok(!example.knows('other'));
    assert.ok(example.isVersioned('acme'));
    assert.ok(!example.isVersioned('@scope/x'));
  });

  it('tells what a package is for, by import', () => {
    assert.ok(example.is('acme/deep', 'logger'));
    assert.ok(!example.is('@scope/x', 'logger'));
  });

  it('takes a package under another name for what it is', () => {
    const file = new FileLibraries(example, versions());
    for (const specifier of ['acme', 'old-acme', 'old-acme/deep'])
      assert.ok(file.is(specifier, 'logger') && file.speakOf(specifier, 'prose'), specifier);
    assert.ok(!file.is('other-acme', 'logger') && !file.speakOf('old-acme/other', 'prose'));
  });

  it('names the last members that a topic speaks of', () =>
    assert.deepEqual([...example.lastNames('prose')], ['say', 'tell', 'shout']));

  it('names the first members that a topic speaks of in one package', () =>
    assert.deepEqual([...example.firstNames('acme/deep', 'prose')], ['say', 'tell', 'shout']));

  it('knows lines by the last name alone, of whatever package', () =>
    assert.deepEqual(
      example.knownByName('prose', 'say').map(({ library }) => library.name),
      ['Own', 'Acme'],
    ));

  const ranges: [version: string | undefined, range: string | undefined, expected: boolean][] = [
    ['1.0.0', undefined, true],
    [undefined, '>=5', true],
    [undefined, '<5', false],
    ['5.0.0-rc.1', '>=5.0.0-rc.1', true],
    ['4.9.0', '>=4.2 <5', true],
    ['no version', '>=5', false],
  ];
  for (const [version, range, expected] of ranges)
    it(`holds ${version} to lie ${expected ? 'in' : 'outside'} ${range}`, () =>
      assert.equal(isWithin(version, range), expected));
});

describe('the data sheets', () => {
  it('leave no package to two of them', () => {
    const owners = new Map<string, string[]>();
    for (const { name, packages } of sheets)
      for (const each of packages) owners.set(each, [...(owners.get(each) ?? []), name]);
    // What runtimes and test runners give without an import has no package of its own.
    owners.delete('global');
    assert.deepEqual(
      [...owners].filter(([, names]) => names.length > 1),
      [],
    );
  });

  it('bound versions only from below, from above, or both', () => {
    for (const sheet of sheets)
      for (const entries of Object.values(sheet))
        for (const entry of Array.isArray(entries) ? (entries as { versions?: string }[]) : [])
          if (entry.versions !== undefined)
            assert.match(entry.versions, /^(>=\S+|<\S+|>=\S+ <\S+)$/, `${sheet.name}: ${entry.versions}`);
  });

  it('are all understood', () => assert.ok(libraries.sheets.length > 100));
});
