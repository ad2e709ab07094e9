import assert from 'node:assert/strict';
import {
  expandPattern,
  PatternTree,
  patternFault,
  readPath,
} from '../../../src/engine/libraries/path-patterns';

describe('access paths and patterns over them', () => {
  const read: [path: string, module: string, steps: string[]][] = [
    ['pg#Pool().query', 'pg', ['Pool', '()', 'query']],
    ['postgres#()', 'postgres', ['()']],
    ['postgres#().begin', 'postgres', ['()', 'begin']],
    ['axios#', 'axios', []],
    ['#db#pool', '#db', ['pool']],
    ['got#default.extend()', 'got', ['extend', '()']],
    [
      '@prisma/client#PrismaClient().user.findMany',
      '@prisma/client',
      ['PrismaClient', '()', 'user', 'findMany'],
    ],
    ['not a path', 'not a path', []],
  ];
  for (const [path, module, steps] of read)
    it(`reads ${path}`, () => assert.deepEqual(readPath(path), { module, steps }));

  const expanded: [pattern: string, expected: string[]][] = [
    ['', ['']],
    ['{get,post}', ['get', 'post']],
    ['[create().]get', ['create () get', 'get']],
    [
      'create{Pool,PoolCluster}().{,promise().,of().}getConnection',
      [
        'createPool () getConnection',
        'createPool () promise () getConnection',
        'createPool () of () getConnection',
        'createPoolCluster () getConnection',
        'createPoolCluster () promise () getConnection',
        'createPoolCluster () of () getConnection',
      ],
    ],
    ['a{b{c,d},e}', ['abc', 'abd', 'ae']],
    ['x[.y[.z]]', ['x y z', 'x y', 'x']],
  ];
  for (const [pattern, expected] of expanded)
    it(`expands “${pattern}”`, () =>
      assert.deepEqual(
        expandPattern(pattern).map((each) => each.join(' ')),
        expected,
      ));

  for (const pattern of ['{a', 'a}', '[a', '{a]', 'a]b'])
    it(`refuses “${pattern}”`, () => assert.throws(() => expandPattern(pattern), /close/));

  const good = ['', '()', '*', '**', 'größe.$all', '[create().]{get,post}', 'Router().**.{use,all}().**'];
  for (const pattern of good)
    it(`finds no fault with “${pattern}”`, () => assert.equal(patternFault(pattern), undefined));

  const faults: [pattern: string, fault: RegExp][] = [
    ['{a', /does not close/],
    ['get(url)', /“get\(url\)” is no member/],
    ['{get, post}', /“ post” is no member/],
    ['find*', /“find\*” is no member/],
    ['axios#get', /“axios#get” is no member/],
    // Each of them may stand for any of a path's steps: together they would be tried in more ways than anyone can wait for.
    ['**.a.**.a.**.a.**', /\*\* more than 3 times/],
    ['{'.repeat(5000) + '}'.repeat(5000), /at most 1000 characters/],
  ];
  for (const [pattern, fault] of faults)
    it(`says what is wrong with “${pattern.slice(0, 20)}”`, () =>
      assert.match(patternFault(pattern) ?? '', fault));

  it('refuses a pattern that stands for too many paths', () =>
    assert.throws(() => expandPattern('{a,b}'.repeat(12)), /more than 1000/));

  const found: [patterns: string[], path: string, expected: string[]][] = [
    [['Pool().query', 'Client().query'], 'Pool().query', ['Pool().query']],
    [['Pool().query'], 'Pool()', []],
    [['Pool()'], 'Pool().query', []],
    [['*.find', 'user.find'], 'user.find', ['user.find', '*.find']],
    [['*'], '()', []],
    [['SignJWT().**.sign'], 'SignJWT().setIssuedAt().sign', ['SignJWT().**.sign']],
    [['SignJWT().**.sign'], 'SignJWT().sign', ['SignJWT().**.sign']],
    [['**'], '', ['**']],
    [['**'], 'info', ['**']],
    [['console.**'], 'consoles.log', []],
  ];
  for (const [patterns, path, expected] of found)
    it(`finds ${expected.length} of ${patterns.join(' and ')} at “${path}”`, () => {
      const tree = new PatternTree<string>();
      for (const pattern of patterns) tree.add(pattern, pattern);
      assert.deepEqual([...new Set(tree.find(readPath(`m#${path}`).steps))], expected);
    });
});
