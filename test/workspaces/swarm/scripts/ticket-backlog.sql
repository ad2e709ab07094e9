-- Run by hand (psql -f) when support asks what one tenant has waiting.
SELECT *
FROM tickets
WHERE tenant_id = (SELECT id FROM tenants WHERE slug = 'acme')
  AND status IN ('backlog', 'ready')
ORDER BY created_at;

SELECT s.id, s.state, s.opened_at, count(*) AS events
FROM hitl_sessions s
JOIN hitl_events e ON e.session_id = s.id AND e.tenant_id = s.tenant_id
WHERE s.tenant_id = (SELECT id FROM tenants WHERE slug = 'acme')
GROUP BY s.id, s.state, s.opened_at
ORDER BY s.opened_at DESC
LIMIT 20;
