-- Physical machines that run Firecracker. They belong to the operator, not to a tenant.
CREATE TABLE vm_hosts (
    id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    hostname    text NOT NULL UNIQUE,
    region      text NOT NULL,
    capacity    integer NOT NULL DEFAULT 32,
    created_at  timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE agents (
    id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    tenant_id     uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    name          text NOT NULL,
    model         text NOT NULL,
    capabilities  jsonb NOT NULL DEFAULT '[]',
    status        text NOT NULL DEFAULT 'idle' CHECK (status IN ('idle', 'busy', 'offline')),
    last_seen_at  timestamptz,
    created_at    timestamptz NOT NULL DEFAULT now(),
    UNIQUE (tenant_id, name)
);

ALTER TABLE tickets ADD COLUMN assigned_agent_id uuid REFERENCES agents (id) ON DELETE SET NULL;

CREATE TABLE vms (
    id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    tenant_id    uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    agent_id     uuid NOT NULL REFERENCES agents (id),
    host_id      uuid NOT NULL REFERENCES vm_hosts (id),
    ticket_id    uuid REFERENCES tickets (id) ON DELETE SET NULL,
    tap_device   text NOT NULL,
    ip_address   inet NOT NULL,
    socket_path  text NOT NULL,
    state        text NOT NULL DEFAULT 'booting' CHECK (state IN ('booting', 'running', 'stopped', 'failed')),
    booted_at    timestamptz NOT NULL DEFAULT now(),
    stopped_at   timestamptz
);

CREATE INDEX vms_tenant_state_idx ON vms (tenant_id, state);
CREATE INDEX vms_agent_id_idx ON vms (agent_id);
CREATE INDEX vms_host_id_idx ON vms (host_id);
CREATE INDEX vms_ticket_id_idx ON vms (ticket_id) WHERE ticket_id IS NOT NULL;

CREATE TABLE vm_console_logs (
    id         bigserial PRIMARY KEY,
    vm_id      uuid NOT NULL REFERENCES vms (id) ON DELETE CASCADE,
    stream     text NOT NULL CHECK (stream IN ('stdout', 'stderr')),
    line       text NOT NULL,
    logged_at  timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX vm_console_logs_vm_id_idx ON vm_console_logs (vm_id, logged_at);
