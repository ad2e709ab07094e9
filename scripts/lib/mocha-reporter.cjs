/**
 * Mocha's `spec` reporter that also writes what happened, as JSON, to the file that MARCUS_REPORT names: the
 * counts for `npm test`, and the text of a run whose console nobody sees (inside VS Code).
 *
 * { passed, failed, pending, tests: [{ title, file, durationMs, error? }], text }
 */
const { renameSync, writeFileSync } = require('node:fs');
const { format, stripVTControlCharacters } = require('node:util');
const Mocha = require('mocha');

const { Base, Spec } = Mocha.reporters;
const { EVENT_RUN_END, EVENT_TEST_PASS, EVENT_TEST_FAIL, EVENT_TEST_PENDING } = Mocha.Runner.constants;

module.exports = class Report extends Spec {
  constructor(runner, options) {
    const lines = [];
    const print = Base.consoleLog;
    Base.consoleLog = (...args) => {
      lines.push(stripVTControlCharacters(format(...args)));
      print(...args);
    };
    super(runner, options);
    const report = { passed: 0, failed: 0, pending: 0, tests: [] };
    const add = (outcome, test, error) => {
      report[outcome] += 1;
      report.tests.push({
        title: test.fullTitle(),
        file: test.file,
        durationMs: test.duration ?? 0,
        ...(error ? { error: error.stack ?? String(error) } : {}),
      });
    };
    runner.on(EVENT_TEST_PASS, (test) => add('passed', test));
    runner.on(EVENT_TEST_PENDING, (test) => add('pending', test));
    // Also called for hooks that fail: such a hook counts as one failed test.
    runner.on(EVENT_TEST_FAIL, (test, error) => add('failed', test, error));
    runner.once(EVENT_RUN_END, () => {
      const path = process.env.MARCUS_REPORT;
      if (!path) return;
      // Spec has printed its epilogue by now: it listened to the same event first. Renamed into place, because a launcher
      // may be waiting for the file and must not read half of it.
      writeFileSync(`${path}.part`, JSON.stringify({ ...report, text: lines.join('\n') }, null, 2));
      renameSync(`${path}.part`, path);
    });
  }
};
