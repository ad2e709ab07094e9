import { defineProjectRule } from '../../../src/engine';
import { isProductionCode } from '../../shared/roles';
import { foreignTables } from './foreign-tables';
import { layerCrossings } from './layer-crossings';
import { untrustedRuns } from './untrusted-runs';

export default defineProjectRule(
  {
    id: 'architecture/missing-isolation-boundary',
    title: 'Missing isolation boundary',
    severity: 'info',
    recommended: true,
    confidence: 'medium',
    fix: 'none',
    messages: {
      layer:
        'The layer {{layer}} imports {{target}} of {{other}}, which it may not use. Move what both need to a layer that {{layer}} may use, or ask for it through an interface.',
      browser:
        'This file is sent to the browser and imports {{target}}, which needs a server{{through}}. Move what both sides need to a file that loads nothing of the server, or ask for it through the API.',
      table:
        'This handler of {{module}} reaches into {{table}}, which belongs to {{owner}}. Ask {{owner}} for it, so that its table can change without {{module}}.',
      code: '{{name}} runs {{text}} in this process, and {{who}} chooses what it says. Run it in a process or isolate of its own that has nothing to lose.',
      command:
        '{{name}} hands {{text}} to the system to run, and {{who}} chooses what it says. Run a fixed program with a list of arguments, or run it in a sandbox of its own.',
    },
  },
  ({ model, report }) => {
    for (const file of model.filesInOrder) {
      if (!isProductionCode(file)) continue;
      for (const each of layerCrossings(model, file)) report(file.path, each);
      for (const each of untrustedRuns(model, file)) report(file.path, each);
    }
    for (const { path, ...each } of foreignTables(model)) report(path, each);
  },
);
