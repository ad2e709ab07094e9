-- Human in the loop. hitl_events is append-only: it is the audit trail and the source for replay.
CREATE TABLE hitl_sessions (
    id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    tenant_id   uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    ticket_id   uuid NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
    state       text NOT NULL DEFAULT 'open'
                CHECK (state IN ('open', 'awaiting_approval', 'resumed', 'closed', 'expired')),
    opened_at   timestamptz NOT NULL DEFAULT now(),
    expires_at  timestamptz NOT NULL DEFAULT now() + interval '4 hours',
    closed_at   timestamptz
);

CREATE INDEX hitl_sessions_tenant_state_idx ON hitl_sessions (tenant_id, state);

CREATE TABLE hitl_events (
    id           bigserial PRIMARY KEY,
    tenant_id    uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    session_id   uuid NOT NULL REFERENCES hitl_sessions (id) ON DELETE CASCADE,
    event_type   text NOT NULL,
    payload      jsonb NOT NULL DEFAULT '{}',
    occurred_at  timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX hitl_events_tenant_idx ON hitl_events (tenant_id, occurred_at);
CREATE INDEX hitl_events_session_idx ON hitl_events (session_id, occurred_at);

CREATE TABLE hitl_approvals (
    id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    tenant_id   uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    session_id  uuid NOT NULL REFERENCES hitl_sessions (id) ON DELETE CASCADE,
    kind        text NOT NULL CHECK (kind IN ('plan', 'diff', 'merge')),
    request     jsonb NOT NULL,
    state       text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'approved', 'rejected')),
    decided_by  uuid REFERENCES users (id),
    decided_at  timestamptz,
    created_at  timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX hitl_approvals_tenant_state_idx ON hitl_approvals (tenant_id, state);
CREATE INDEX hitl_approvals_session_id_idx ON hitl_approvals (session_id);
CREATE INDEX hitl_approvals_decided_by_idx ON hitl_approvals (decided_by);
