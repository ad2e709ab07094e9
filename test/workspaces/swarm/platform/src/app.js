'use strict';

const express = require('express');
const helmet = require('helmet');
const { authenticate } = require('./middleware/authenticate');
const { credentialLimiter, webhookLimiter } = require('./middleware/rate-limits');
const { unknownRoute, errorHandler } = require('./middleware/error-handler');
const logger = require('./logger');

const authRoutes = require('./routes/auth');
const webhookRoutes = require('./routes/webhooks');
const ticketRoutes = require('./routes/tickets');
const commentRoutes = require('./routes/comments');
const attachmentRoutes = require('./routes/attachments');
const projectRoutes = require('./routes/projects');
const sessionRoutes = require('./routes/sessions');
const approvalRoutes = require('./routes/approvals');
const agentRoutes = require('./routes/agents');
const searchRoutes = require('./routes/search');
const adminRoutes = require('./routes/admin');
const { router: apiKeyRoutes } = require('./routes/api-keys');
const { router: reportRoutes } = require('./routes/reports');
const { router: usageRoutes } = require('./routes/usage');

function createApp() {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', 1);
  app.use(helmet());

  app.use((req, res, next) => {
    const startedAt = process.hrtime.bigint();
    res.on('finish', () => {
      const ms = Number(process.hrtime.bigint() - startedAt) / 1e6;
      logger.info({ method: req.method, path: req.path, status: res.statusCode, ms }, 'Handled request');
    });
    next();
  });

  // Webhook signatures cover the raw bytes, so this comes before the JSON parser.
  app.use('/webhooks', webhookLimiter, express.raw({ type: 'application/json', limit: '1mb' }), webhookRoutes);

  app.use(express.json({ limit: '256kb' }));
  app.use('/api/auth/login', credentialLimiter);
  app.use('/api/auth', authRoutes);

  app.use('/api', authenticate);
  app.use('/api/tickets', ticketRoutes);
  app.use('/api/tickets/:ticketId/attachments', attachmentRoutes);
  app.use('/api/comments', commentRoutes);
  app.use('/api/projects', projectRoutes);
  app.use('/api/sessions', sessionRoutes);
  app.use('/api/approvals', approvalRoutes);
  app.use('/api/agents', agentRoutes);
  app.use('/api/search', searchRoutes);
  app.use('/api/admin', adminRoutes);
  app.use('/api/api-keys', apiKeyRoutes);
  app.use('/api/reports', reportRoutes);
  app.use('/api/usage', usageRoutes);

  app.use(unknownRoute);
  app.use(errorHandler);
  return app;
}

module.exports = { createApp };
