import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Model Context Protocol',
  packages: ['@modelcontextprotocol/sdk', '@modelcontextprotocol/sdk/*'],
});
