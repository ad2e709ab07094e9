-- Found missing while tuning the session timeline.
CREATE INDEX IF NOT EXISTS hitl_sessions_ticket_id_idx ON hitl_sessions (ticket_id);

-- The timeline filters events by containment: payload @> '{"actor": "agent"}'.
CREATE INDEX IF NOT EXISTS hitl_events_payload_idx ON hitl_events USING gin (payload jsonb_path_ops);

-- The agent list filters by capability: capabilities ? 'typescript'.
CREATE INDEX IF NOT EXISTS agents_capabilities_idx ON agents USING gin (capabilities);

-- Webhooks find the project by the repository that was installed.
CREATE INDEX IF NOT EXISTS projects_repository_idx ON projects ((settings ->> 'repositoryFullName'));
