'use strict';

const path = require('node:path');
const { execFile, spawn } = require('node:child_process');
const { promisify } = require('node:util');
const { setTimeout: sleep } = require('node:timers/promises');
const { pool, withTransaction } = require('./db/pool');
const { issueAgentToken } = require('./auth/tokens');
const { FirecrackerClient } = require('./firecracker-client');
const { fleetSummary, vmStateChanged } = require('./ops-console');
const logger = require('./logger');

const run = promisify(execFile);

const SLOTS = 64;
const SOCKET_WAIT_MS = 5_000;
const COMMAND_TIMEOUT_MS = 5_000;

function gatewayAddress(slot) {
  return `172.16.${slot}.1`;
}

function guestAddress(slot) {
  return `172.16.${slot}.2`;
}

function guestMac(slot) {
  return `06:00:ac:10:${slot.toString(16).padStart(2, '0')}:02`;
}

/** One TAP device per VM, each in its own /30, so that VMs cannot reach one another. */
async function createTapDevice(tapDevice, slot) {
  const options = { timeout: COMMAND_TIMEOUT_MS };
  await run('ip', ['tuntap', 'add', 'dev', tapDevice, 'mode', 'tap'], options);
  await run('ip', ['addr', 'add', `${gatewayAddress(slot)}/30`, 'dev', tapDevice], options);
  await run('ip', ['link', 'set', tapDevice, 'up'], options);
}

async function removeTapDevice(tapDevice) {
  try {
    await run('ip', ['link', 'del', tapDevice], { timeout: COMMAND_TIMEOUT_MS });
  } catch (err) {
    logger.warn({ err, tapDevice }, 'Could not remove the TAP device');
  }
}

/** Starts and stops the microVMs of this host: one ticket, one agent, one VM. */
class SwarmManager {
  constructor({ hostId, firecrackerBin, runDir, kernelImage, rootfsImage }) {
    this.hostId = hostId;
    this.firecrackerBin = firecrackerBin;
    this.runDir = runDir;
    this.images = { kernelImage, rootfsImage };
    this.usedSlots = new Set();
    this.processes = new Map();
  }

  takeSlot() {
    for (let slot = 0; slot < SLOTS; slot += 1) {
      if (!this.usedSlots.has(slot)) {
        this.usedSlots.add(slot);
        return slot;
      }
    }
    throw new Error('No free VM slot on this host');
  }

  async launch(ticket) {
    const agent = await this.reserveAgent(ticket);
    const slot = this.takeSlot();
    const tapDevice = `swarm-tap${slot}`;
    const socketPath = path.join(this.runDir, `${ticket.id}.sock`);

    try {
      await createTapDevice(tapDevice, slot);
      const child = spawn(this.firecrackerBin, ['--api-sock', socketPath], { stdio: ['ignore', 'ignore', 'pipe'] });
      const client = new FirecrackerClient(socketPath);
      await this.waitForSocket(client);

      // The agent finds its token in the VM's metadata and claims the ticket from the gateway by itself.
      await client.boot({
        ...this.images,
        tapDevice,
        guestMac: guestMac(slot),
        metadata: { ticketId: ticket.id, token: issueAgentToken(agent, ticket.id) },
      });

      const vmId = await this.recordLaunch(ticket, agent, { tapDevice, socketPath, ipAddress: guestAddress(slot) });
      this.processes.set(vmId, { child, slot, tapDevice });
      child.once('exit', (code) => this.onExit(ticket.tenantId, vmId, code));
      vmStateChanged(ticket.tenantId, vmId, 'running');
      return { vmId, agentId: agent.id };
    } catch (err) {
      await removeTapDevice(tapDevice);
      this.usedSlots.delete(slot);
      throw err;
    }
  }

  async reserveAgent(ticket) {
    const { rows } = await pool.query(
      `UPDATE agents a
          SET status = 'busy', last_seen_at = now()
        WHERE a.tenant_id = $1
          AND a.id = (
            SELECT i.id FROM agents i
             WHERE i.tenant_id = $1 AND i.status = 'idle'
             ORDER BY i.last_seen_at NULLS FIRST
             LIMIT 1
               FOR UPDATE SKIP LOCKED
          )
        RETURNING a.id, a.name`,
      [ticket.tenantId],
    );
    if (rows.length === 0) throw new Error('No idle agent');
    return { id: rows[0].id, name: rows[0].name, tenantId: ticket.tenantId };
  }

  async recordLaunch(ticket, agent, { tapDevice, socketPath, ipAddress }) {
    return withTransaction(async (client) => {
      const { rows } = await client.query(
        `INSERT INTO vms (tenant_id, agent_id, host_id, ticket_id, tap_device, socket_path, ip_address, state)
         VALUES ($1, $2, $3, $4, $5, $6, $7, 'running')
         RETURNING id`,
        [ticket.tenantId, agent.id, this.hostId, ticket.id, tapDevice, socketPath, ipAddress],
      );
      await client.query('UPDATE tickets SET assigned_agent_id = $3 WHERE tenant_id = $1 AND id = $2', [
        ticket.tenantId,
        ticket.id,
        agent.id,
      ]);
      return rows[0].id;
    });
  }

  async waitForSocket(client) {
    const deadline = Date.now() + SOCKET_WAIT_MS;
    while (Date.now() < deadline) {
      if (await client.isUp()) return;
      await sleep(50);
    }
    throw new Error('Firecracker did not open its API socket');
  }

  /** Tells a waiting agent that there is something to do, so that it need not poll for it. */
  async wakeAgent(vm) {
    const response = await fetch(`http://${vm.ipAddress}:9100/wake`, {
      method: 'POST',
      signal: AbortSignal.timeout(3_000),
    });
    return response.ok;
  }

  async onExit(tenantId, vmId, code) {
    const entry = this.processes.get(vmId);
    this.processes.delete(vmId);
    if (entry) {
      await removeTapDevice(entry.tapDevice);
      this.usedSlots.delete(entry.slot);
    }
    const state = code === 0 ? 'stopped' : 'failed';
    try {
      await this.markStopped(vmId, state);
    } catch (err) {
      logger.error({ err, vmId }, 'Could not record that the VM ended');
    }
    vmStateChanged(tenantId, vmId, state);
    fleetSummary(tenantId, { running: this.processes.size, free: SLOTS - this.usedSlots.size });
  }

  async markStopped(vmId, state) {
    await pool.query('UPDATE vms SET state = $2, stopped_at = now() WHERE id = $1', [vmId, state]);
  }

  async appendConsole(vmId, stream, line) {
    await pool.query('INSERT INTO vm_console_logs (vm_id, stream, line) VALUES ($1, $2, $3)', [vmId, stream, line]);
  }
}

module.exports = { SwarmManager };
