CREATE TABLE workflow_definitions (
    id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    tenant_id   uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    project_id  uuid NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    name        text NOT NULL,
    steps       jsonb NOT NULL,
    is_active   boolean NOT NULL DEFAULT true,
    created_at  timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX workflow_definitions_tenant_id_idx ON workflow_definitions (tenant_id);
CREATE INDEX workflow_definitions_project_id_idx ON workflow_definitions (project_id, is_active);

CREATE TABLE step_runs (
    id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    tenant_id    uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    ticket_id    uuid NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
    step_name    text NOT NULL,
    attempt      integer NOT NULL DEFAULT 1,
    outcome      text NOT NULL CHECK (outcome IN ('succeeded', 'skipped', 'failed')),
    output       jsonb NOT NULL DEFAULT '{}',
    started_at   timestamptz NOT NULL,
    finished_at  timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX step_runs_tenant_id_idx ON step_runs (tenant_id);
CREATE INDEX step_runs_ticket_id_idx ON step_runs (ticket_id, started_at);
