import { defineFileRule, type FileFacts, type SecretFact } from '../../../src/engine';

export default defineFileRule(
  {
    id: 'security/hardcoded-secret',
    title: 'Secret written into the code',
    severity: 'error',
    recommended: true,
    confidence: 'high',
    fix: 'suggestion',
    messages: {
      format:
        'The code contains {{what}}: whoever reads the repository or a build can use it. Revoke it, and read the new one from the environment.',
      named:
        'The value of {{what}} is written into the code: whoever reads the repository or a build has it. Read it from the environment.',
      used: 'The secret that {{what}} takes is written into the code: whoever reads the repository or a build has it. Read it from the environment.',
      fallback:
        'When {{what}} is not set, a secret that is written into the code takes its place, and everybody who reads the repository knows it. Stop the start instead.',
    },
  },
  {
    secrets(secret, context) {
      if (!isSubject(context.file, secret)) return;
      const { fromEnvironment: fix } = secret;
      context.report({
        messageId: secret.kind,
        data: { what: secret.what },
        span: secret.span,
        fixes: fix
          ? [
              {
                title: `Read ${fix.variable} from the environment, and refuse to start without it`,
                safe: false,
                edits: fix.edits,
              },
            ]
          : [],
      });
    },
  },
);

/**
 * Tests, fixtures, seeds and examples have secrets that protect nothing. A script may log in to the database of the machine
 * it runs on; a token in it is as good as anywhere.
 */
function isSubject({ role }: FileFacts, { kind }: SecretFact): boolean {
  return (
    role === 'source' || role === 'config' || (role === 'script' && (kind === 'format' || kind === 'used'))
  );
}
