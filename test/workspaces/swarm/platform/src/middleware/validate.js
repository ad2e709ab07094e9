'use strict';

/** Replaces req.body by what the zod schema makes of it. A ZodError goes to the error handler. */
function validate(schema) {
  return (req, res, next) => {
    const result = schema.safeParse(req.body);
    if (!result.success) return next(result.error);
    req.body = result.data;
    return next();
  };
}

module.exports = { validate };
