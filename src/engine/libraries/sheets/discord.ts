import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'discord.js',
  packages: ['discord.js'],
});
