import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'discord.js',
  packages: ['discord.js'],
  secrets: [{ path: 'Client().login', argument: 0, variable: 'DISCORD_TOKEN' }],
});
