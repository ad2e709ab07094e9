import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Serverless adapters',
  packages: [
    'serverless-http',
    '@vendia/serverless-express',
    'aws-serverless-express',
    '@codegenie/serverless-express',
  ],
});
