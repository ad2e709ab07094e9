import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'LangChain',
  packages: ['langchain', 'langchain/*', '@langchain/*'],
});
