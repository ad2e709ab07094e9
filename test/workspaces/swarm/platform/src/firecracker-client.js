'use strict';

const http = require('node:http');

const PROBE_TIMEOUT_MS = 2_000;

class FirecrackerError extends Error {
  constructor(status, path, detail) {
    super(`Firecracker answered ${status} to ${path}: ${detail}`);
    this.name = 'FirecrackerError';
    this.status = status;
  }
}

/** Speaks to one microVM's API socket, a Unix socket on this host. */
class FirecrackerClient {
  constructor(socketPath) {
    this.socketPath = socketPath;
  }

  put(path, body) {
    const payload = JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const request = http.request(
        {
          socketPath: this.socketPath,
          method: 'PUT',
          path,
          headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) },
        },
        (response) => {
          const chunks = [];
          response.on('data', (chunk) => chunks.push(chunk));
          response.on('end', () => {
            const text = Buffer.concat(chunks).toString('utf8');
            if (response.statusCode >= 300) reject(new FirecrackerError(response.statusCode, path, text));
            else resolve(text);
          });
        },
      );
      request.on('error', reject);
      request.end(payload);
    });
  }

  /** Whether the API socket answers yet. */
  isUp() {
    return new Promise((resolve) => {
      const request = http.get({ socketPath: this.socketPath, path: '/', timeout: PROBE_TIMEOUT_MS }, (response) => {
        response.resume();
        resolve(response.statusCode === 200);
      });
      request.on('timeout', () => request.destroy());
      request.on('error', () => resolve(false));
    });
  }

  async boot({ kernelImage, rootfsImage, tapDevice, guestMac, metadata }) {
    await this.put('/boot-source', {
      kernel_image_path: kernelImage,
      boot_args: 'console=ttyS0 reboot=k panic=1 pci=off',
    });
    await this.put('/drives/rootfs', {
      drive_id: 'rootfs',
      path_on_host: rootfsImage,
      is_root_device: true,
      is_read_only: false,
    });
    await this.put('/network-interfaces/eth0', { iface_id: 'eth0', guest_mac: guestMac, host_dev_name: tapDevice });
    await this.put('/machine-config', { vcpu_count: 2, mem_size_mib: 2048 });
    await this.put('/mmds/config', { network_interfaces: ['eth0'], version: 'V2' });
    await this.put('/mmds', metadata);
    await this.put('/actions', { action_type: 'InstanceStart' });
  }
}

module.exports = { FirecrackerClient, FirecrackerError };
