import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'DataLoader',
  packages: ['dataloader'],
});
