'use strict';

/** Lets the request through when the caller has one of the roles. Goes after `authenticate`. */
function requireRole(...roles) {
  return (req, res, next) => {
    if (!req.user || !roles.includes(req.user.role)) {
      return res.status(403).json({ error: { code: 'forbidden', message: 'Your role does not allow this' } });
    }
    return next();
  };
}

module.exports = { requireRole };
