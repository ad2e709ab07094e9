import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Argument parsers',
  packages: [
    'commander',
    'yargs',
    'cac',
    'meow',
    'minimist',
    '@oclif/core',
    'arg',
    'mri',
    'sade',
    'clipanion',
    '@clack/prompts',
    'citty',
    'command-line-args',
  ],
  kinds: ['argument-parser'],
});
