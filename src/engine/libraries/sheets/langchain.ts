import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'LangChain',
  packages: ['langchain', 'langchain/*', '@langchain/*'],
  outgoing: [
    {
      // These call by the SDKs of their makers, with the limits that those have.
      path: '{ChatOpenAI,AzureChatOpenAI,OpenAI,ChatAnthropic}().{invoke,batch,stream,streamEvents}',
      asks: 'the model',
      byDefault: { seconds: 600, covers: 'try', tries: 7 },
      source: 'documentation 1',
    },
  ],
});
