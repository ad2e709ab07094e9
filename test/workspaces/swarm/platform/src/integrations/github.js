'use strict';

const { githubApi } = require('./http-clients');
const logger = require('../logger');

const MAX_ATTEMPTS = 3;

function repositoryPath(repositoryUrl) {
  const { pathname } = new URL(repositoryUrl);
  return pathname.replace(/^\/|\.git$|\/$/g, '');
}

async function repositoryExists(repositoryUrl) {
  const response = await githubApi.get(`/repos/${repositoryPath(repositoryUrl)}`, {
    validateStatus: (status) => status === 200 || status === 404,
  });
  return response.status === 200;
}

/** Opens the ticket's pull request. GitHub answers 5xx now and then, so it tries a few times. */
async function openPullRequest(repositoryUrl, { title, body, head, base }) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { data } = await githubApi.post(`/repos/${repositoryPath(repositoryUrl)}/pulls`, {
        title,
        body,
        head,
        base,
      });
      return { number: data.number, url: data.html_url };
    } catch (err) {
      const retriable = !err.response || err.response.status >= 500;
      if (!retriable || attempt === MAX_ATTEMPTS) throw err;
      logger.warn({ attempt, head }, 'GitHub did not accept the pull request, trying again');
    }
  }
}

module.exports = { openPullRequest, repositoryExists };
