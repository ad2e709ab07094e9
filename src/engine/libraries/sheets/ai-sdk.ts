import { defineLibrary } from '../library';

/** `timeout` came with 6, in milliseconds or by parts; before, it is not read. Both cover all tries. */
const byVersion = [
  {
    versions: '>=6',
    limits: {
      abortSignal: 'whole',
      timeout: 'whole',
      'timeout.totalMs': 'whole',
      'timeout.stepMs': 'whole',
      'timeout.chunkMs': 'silence',
      'timeout.firstChunkMs': 'headers',
      'timeout.toolMs': 'nothing',
    },
    fix: 'timeout: 60_000',
    source: 'measured 7.0.173',
  },
  {
    versions: '<6',
    limits: { abortSignal: 'whole', timeout: 'nothing' },
    fix: 'abortSignal: AbortSignal.timeout(60_000)',
    source: 'source 5.0.277',
  },
] as const;

export default defineLibrary({
  name: 'AI SDK',
  packages: ['ai', '@ai-sdk/*'],
  outgoing: [
    ...byVersion.map((each) => ({
      path: ['{generateText,streamText}', '{ToolLoopAgent,Experimental_Agent}().{generate,stream}'],
      options: 0,
      asks: 'the model',
      ...each,
    })),
    {
      // These have no `timeout` in any version.
      path: '{generateObject,streamObject,embed,embedMany,rerank,[experimental_]{generateImage,generateSpeech,transcribe}}',
      options: 0,
      asks: 'the model',
      limits: { abortSignal: 'whole', timeout: 'nothing' },
      fix: 'abortSignal: AbortSignal.timeout(60_000)',
      source: 'source 6.0.326 and 7.0.173',
    },
  ],
  outgoingClients: [
    ...byVersion.map(({ versions, limits, source }) => ({
      path: '{ToolLoopAgent,Experimental_Agent}',
      does: 'makes' as const,
      versions,
      limits,
      source,
    })),
    {
      path: 'create{OpenAI,Anthropic,GoogleGenerativeAI,Azure,AmazonBedrock,Mistral,Groq,Xai,Vertex,VertexAnthropic,DeepSeek,OpenAICompatible,TogetherAI,Cohere,Perplexity,Fireworks,Gateway}',
      does: 'sets',
      // A `fetch` of the project's own may limit each request of the provider.
      limits: { fetch: 'try' },
      source: 'documentation 6.x',
    },
  ],
});
