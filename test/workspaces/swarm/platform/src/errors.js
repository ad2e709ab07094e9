'use strict';

/** An error whose message was written for the caller of the API. */
class ApiError extends Error {
  constructor(status, code, message) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
  }
}

function notFound(what) {
  return new ApiError(404, `${what}_not_found`, `There is no such ${what}`);
}

function conflict(code, message) {
  return new ApiError(409, code, message);
}

module.exports = { ApiError, notFound, conflict };
