import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Model Context Protocol',
  packages: ['@modelcontextprotocol/sdk', '@modelcontextprotocol/sdk/*'],
  outgoing: [
    {
      path: 'Client().{callTool,listTools,readResource,listResources,listResourceTemplates,getPrompt,listPrompts,complete,ping}',
      asks: 'the MCP server',
      byDefault: { seconds: 60, covers: 'whole' },
      source: 'source 1.32.2',
    },
  ],
});
