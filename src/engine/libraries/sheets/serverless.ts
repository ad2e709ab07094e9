import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Serverless adapters',
  packages: [
    'serverless-http',
    '@vendia/serverless-express',
    'aws-serverless-express',
    '@codegenie/serverless-express',
    'aws-serverless-fastify',
    '@fastify/aws-lambda',
    'firebase-functions',
    'firebase-functions/*',
    '@google-cloud/functions-framework',
    'hono/aws-lambda',
    'hono/lambda-edge',
    'hono/vercel',
    'hono/cloudflare-workers',
    '@hono/aws-lambda',
    '@sveltejs/adapter-*',
  ],
  kinds: ['serverless', { kind: 'sockets', of: ['hono/cloudflare-workers'] }],
});
