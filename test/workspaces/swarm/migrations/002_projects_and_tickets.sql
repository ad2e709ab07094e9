CREATE TABLE projects (
    id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    tenant_id       uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    name            text NOT NULL,
    slug            text NOT NULL,
    repository_url  text NOT NULL,
    default_branch  text NOT NULL DEFAULT 'main',
    settings        jsonb NOT NULL DEFAULT '{}',
    archived_at     timestamptz,
    created_at      timestamptz NOT NULL DEFAULT now(),
    UNIQUE (tenant_id, slug)
);

CREATE TABLE project_members (
    project_id  uuid NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    user_id     uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    tenant_id   uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    role        text NOT NULL DEFAULT 'contributor',
    PRIMARY KEY (project_id, user_id)
);

CREATE INDEX project_members_user_id_idx ON project_members (user_id);
CREATE INDEX project_members_tenant_id_idx ON project_members (tenant_id);

CREATE TABLE tickets (
    id                uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    tenant_id         uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    project_id        uuid NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
    title             text NOT NULL,
    description       text NOT NULL DEFAULT '',
    status            text NOT NULL DEFAULT 'backlog'
                      CHECK (status IN ('backlog', 'ready', 'in_progress', 'review', 'done', 'failed')),
    position          integer NOT NULL DEFAULT 0,
    estimate_points   integer,
    metadata          jsonb NOT NULL DEFAULT '{}',
    branch_name       text,
    pull_request_url  text,
    created_at        timestamptz NOT NULL DEFAULT now(),
    updated_at        timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX tickets_tenant_status_idx ON tickets (tenant_id, status, position);
CREATE INDEX tickets_project_id_idx ON tickets (project_id);

-- Edges of the ticket graph: a ticket is ready when everything it depends on is done.
CREATE TABLE ticket_dependencies (
    ticket_id             uuid NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
    depends_on_ticket_id  uuid NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
    tenant_id             uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    created_at            timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (ticket_id, depends_on_ticket_id),
    CHECK (ticket_id <> depends_on_ticket_id)
);

CREATE INDEX ticket_dependencies_tenant_id_idx ON ticket_dependencies (tenant_id);

CREATE TABLE ticket_comments (
    id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    tenant_id     uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    ticket_id     uuid NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
    author_email  text NOT NULL,
    body          text NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX ticket_comments_tenant_id_idx ON ticket_comments (tenant_id);
CREATE INDEX ticket_comments_ticket_id_idx ON ticket_comments (ticket_id, created_at);

CREATE TABLE ticket_attachments (
    id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    ticket_id     uuid NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
    file_name     text NOT NULL,
    content_type  text NOT NULL,
    storage_key   text NOT NULL,
    size_bytes    bigint NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX ticket_attachments_ticket_id_idx ON ticket_attachments (ticket_id);
