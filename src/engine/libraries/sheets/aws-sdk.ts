import { defineLibrary } from '../library';

const clients =
  '{S3,SQS,SNS,DynamoDB,SES,SESv2,Lambda,SecretsManager,KMS,SSM,STS,CognitoIdentityProvider,EventBridge,SFN,Kinesis,Firehose,CloudWatch,CloudWatchLogs,CloudFront,ECS,EC2,ECR,Route53,RDSData,Athena,Rekognition,Textract,Polly,Translate,Comprehend,Scheduler,BedrockRuntime,BedrockAgentRuntime,ApiGatewayManagementApi,IoTDataPlane,MediaConvert,Pinpoint}Client';

const shared = { does: 'makes', isHandedIn: true, agents: ['requestHandler'] } as const;

const others = {
  'requestHandler.socketTimeout': 'silence',
  'requestHandler.connectionTimeout': 'connect',
} as const;

export default defineLibrary({
  name: 'AWS SDK',
  packages: ['aws-sdk', '@aws-sdk/*', 'sqs-consumer'],
  outgoing: [
    {
      path: [`${clients}().send`, 'DynamoDBDocumentClient.from().send'],
      calledByModule: true,
      options: 1,
      asks: 'AWS',
      limits: { abortSignal: 'whole' },
      fix: 'abortSignal: AbortSignal.timeout(10_000)',
      isTypical: true,
      source: 'measured client-s3 3.1175',
    },
  ],
  outgoingClients: [
    {
      path: clients,
      ...shared,
      // Since its handler 4.4 a request that takes too long is only told in a log.
      versions: '>=3.910',
      limits: {
        'requestHandler.requestTimeout': {
          covers: 'headers',
          onlyWith: 'requestHandler.throwOnRequestTimeout',
        },
        ...others,
      },
      source: 'findings/sdk-retries-multiply-the-timeout.sh; measured client-s3 3.1175',
    },
    {
      path: clients,
      ...shared,
      versions: '<3.910',
      limits: { 'requestHandler.requestTimeout': 'silence', ...others },
      source: 'source node-http-handler 4.3.0',
    },
    // What it is made from has the options.
    { path: 'DynamoDBDocumentClient.from', does: 'makes' },
  ],
  agents: [
    {
      path: 'NodeHttpHandler',
      limits: { requestTimeout: 'silence', socketTimeout: 'silence', connectionTimeout: 'connect' },
      source: 'source node-http-handler 4.3.0',
    },
  ],
  workers: [
    {
      path: ['Consumer.create', 'Consumer'],
      of: ['sqs-consumer'],
      members: ['handleMessage', 'handleMessageBatch'],
      source: 'documentation 15.x',
    },
  ],
});
