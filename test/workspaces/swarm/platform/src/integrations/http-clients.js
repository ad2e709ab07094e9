'use strict';

const axios = require('axios');
const config = require('../config');

/** One axios instance per service we talk to, so that limits and credentials are set in one place. */
const githubApi = axios.create({
  baseURL: config.github.apiUrl,
  timeout: 8_000,
  headers: { accept: 'application/vnd.github+json', authorization: `Bearer ${config.github.token}` },
});

const mailApi = axios.create({
  baseURL: config.mail.apiUrl,
  timeout: 5_000,
  headers: { authorization: `Bearer ${config.mail.token}` },
});

module.exports = { githubApi, mailApi };
