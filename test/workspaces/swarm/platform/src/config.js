'use strict';

function required(name) {
  const value = process.env[name];
  if (!value) {
    throw new Error(`Environment variable ${name} is not set`);
  }
  return value;
}

module.exports = {
  env: process.env.NODE_ENV || 'development',
  port: Number(process.env.PORT || 4000),
  databaseUrl: required('DATABASE_URL'),
  dashboardOrigin: process.env.DASHBOARD_ORIGIN || 'http://localhost:5173',

  jwt: {
    issuer: 'swarm-platform',
    secret: process.env.JWT_SECRET || 'swarm-local-signing-key',
    accessTtl: process.env.JWT_ACCESS_TTL || '15m',
    refreshSecret: required('JWT_REFRESH_SECRET'),
    refreshOptions: { issuer: 'swarm-platform', audience: 'swarm-refresh', expiresIn: '14d' },
  },

  github: {
    apiUrl: process.env.GITHUB_API_URL || 'https://api.github.com',
    token: process.env.GITHUB_TOKEN,
    webhookSecret: required('GITHUB_WEBHOOK_SECRET'),
    webhookSecretHeader: 'x-hub-signature-256',
  },

  slack: {
    webhookUrl: process.env.SLACK_WEBHOOK_URL,
  },

  mail: {
    apiUrl: process.env.MAIL_API_URL || 'https://mail.internal.swarm.dev',
    token: process.env.MAIL_API_TOKEN,
  },

  artifacts: {
    url: process.env.ARTIFACTS_URL || 'http://localhost:9000/artifacts',
    token: process.env.ARTIFACTS_TOKEN,
  },

  vm: {
    hostId: process.env.VM_HOST_ID,
    firecrackerBin: process.env.FIRECRACKER_BIN || '/usr/local/bin/firecracker',
    runDir: process.env.SWARM_RUN_DIR || '/run/swarm',
    kernelImage: process.env.VM_KERNEL_IMAGE || '/var/lib/swarm/vmlinux',
    rootfsImage: process.env.VM_ROOTFS_IMAGE || '/var/lib/swarm/agent-rootfs.ext4',
  },
};
