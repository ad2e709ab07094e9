-- Monthly usage over all tenants, for the finance spreadsheet.
SELECT ten.slug,
       date_trunc('month', u.recorded_at) AS month,
       sum(u.input_tokens + u.output_tokens) AS tokens,
       round(sum(u.vm_seconds) / 3600.0 * 0.042, 2) AS vm_cost
FROM usage_records u
JOIN tenants ten ON ten.id = u.tenant_id
WHERE u.recorded_at >= date_trunc('month', now()) - interval '3 months'
GROUP BY ten.slug, month
ORDER BY month DESC, tokens DESC;
