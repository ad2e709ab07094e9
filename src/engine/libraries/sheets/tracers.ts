import { defineLibrary } from '../library';

export default defineLibrary({
  name: 'Tracing',
  packages: [
    '@opentelemetry/*',
    'dd-trace',
    'elastic-apm-node',
    'newrelic',
    'applicationinsights',
    '@google-cloud/trace-agent',
    '@google-cloud/opentelemetry*',
    'aws-xray-sdk',
    'aws-xray-sdk-*',
    'zipkin',
    'zipkin-*',
    'jaeger-client',
  ],
  kinds: ['correlator', { kind: 'client', of: ['@opentelemetry/*'] }],
});
