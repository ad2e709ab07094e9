import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Objection',
  packages: ['objection'],
  databases: [{ path: '**', client: 'builder' }],
  fragments: [
    { path: '**.{raw,whereRaw,orWhereRaw,andWhereRaw,havingRaw,orderByRaw,groupByRaw,joinRaw,selectRaw}' },
  ],
  kinds: ['store'],
  dataClients: [{ path: 'Model', reader: 'objection', asks: 'builder', is: 'model' }],
});
