CREATE VIEW open_tickets AS
SELECT t.*, p.name AS project_name
FROM tickets t
JOIN projects p ON p.id = t.project_id AND p.tenant_id = t.tenant_id
WHERE t.status NOT IN ('done', 'failed')
  AND p.archived_at IS NULL;

CREATE VIEW agent_load AS
SELECT a.tenant_id,
       a.id AS agent_id,
       a.name,
       count(*) FILTER (WHERE t.status = 'in_progress') AS active_tickets
FROM agents a
LEFT JOIN tickets t ON t.assigned_agent_id = a.id AND t.tenant_id = a.tenant_id
GROUP BY a.tenant_id, a.id, a.name;
