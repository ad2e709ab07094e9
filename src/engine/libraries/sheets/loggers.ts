import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Loggers',
  packages: [
    'bunyan',
    'log4js',
    'consola',
    'loglevel',
    'signale',
    'tslog',
    'roarr',
    'npmlog',
    'debug',
    '@hapi/log',
    'fancy-log',
    'caterpillar',
    'electron-log',
    'js-logger',
    'lambda-log',
    'ts-log',
    '@tsed/logger',
    'koa-logger',
    'nest-winston',
    'chalk',
  ],
  kinds: ['logger'],
  prose: [{ path: '**' }],
});
