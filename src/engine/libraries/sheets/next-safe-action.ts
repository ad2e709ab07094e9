import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'next-safe-action',
  packages: ['next-safe-action'],
  procedures: [
    {
      path: '**.{action,stateAction}',
      method: 'ACTION',
      begins: ['action'],
      inputs: ['inputSchema', 'schema'],
      middleware: ['use', 'useValidated'],
      given: ['parsedInput', 'bindArgsParsedInputs'],
    },
  ],
});
