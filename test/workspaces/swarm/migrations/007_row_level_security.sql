CREATE TABLE usage_records (
    id             bigserial PRIMARY KEY,
    tenant_id      uuid NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    agent_id       uuid NOT NULL REFERENCES agents (id) ON DELETE CASCADE,
    input_tokens   bigint NOT NULL DEFAULT 0,
    output_tokens  bigint NOT NULL DEFAULT 0,
    vm_seconds     integer NOT NULL DEFAULT 0,
    recorded_at    timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX usage_records_tenant_idx ON usage_records (tenant_id, recorded_at);
CREATE INDEX usage_records_agent_id_idx ON usage_records (agent_id);

-- Billing reads this table through withTenant(), which sets app.tenant_id for the transaction.
ALTER TABLE usage_records ENABLE ROW LEVEL SECURITY;
ALTER TABLE usage_records FORCE ROW LEVEL SECURITY;

CREATE POLICY usage_records_tenant_isolation ON usage_records
    USING (tenant_id = current_setting('app.tenant_id')::uuid)
    WITH CHECK (tenant_id = current_setting('app.tenant_id')::uuid);

-- Prepared for the move of comments to the same scheme; switched on once all readers use withTenant().
CREATE POLICY ticket_comments_tenant_isolation ON ticket_comments
    USING (tenant_id = current_setting('app.tenant_id')::uuid);
