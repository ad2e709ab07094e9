-- Console logs were keyed by VM only. Readers now filter by tenant, so the column moves onto the row.
ALTER TABLE vm_console_logs ADD COLUMN tenant_id uuid REFERENCES tenants (id) ON DELETE CASCADE;

UPDATE vm_console_logs l
SET tenant_id = v.tenant_id
FROM vms v
WHERE v.id = l.vm_id
  AND l.tenant_id IS NULL;

CREATE INDEX vm_console_logs_tenant_idx ON vm_console_logs (tenant_id, logged_at);

-- Keep the rows whose VM is gone, for the retention period.
CREATE TABLE vm_console_logs_orphaned AS
SELECT * FROM vm_console_logs WHERE tenant_id IS NULL;

DELETE FROM vm_console_logs WHERE tenant_id IS NULL;
