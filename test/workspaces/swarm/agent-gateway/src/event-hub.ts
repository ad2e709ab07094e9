import { WebSocket } from 'ws';

/** Rooms of sockets. One publish reaches each socket once, however many of the rooms it is in. */
export class EventHub {
  readonly #rooms = new Map<string, Set<WebSocket>>();

  join(room: string, socket: WebSocket): void {
    const members = this.#rooms.get(room) ?? new Set<WebSocket>();
    members.add(socket);
    this.#rooms.set(room, members);
  }

  leave(room: string, socket: WebSocket): void {
    const members = this.#rooms.get(room);
    if (!members) return;
    members.delete(socket);
    if (members.size === 0) this.#rooms.delete(room);
  }

  publish(rooms: readonly string[], event: string, payload: unknown): void {
    const targets = new Set<WebSocket>();
    for (const room of rooms) {
      for (const socket of this.#rooms.get(room) ?? []) targets.add(socket);
    }
    const frame = JSON.stringify({ event, payload });
    for (const socket of targets) {
      if (socket.readyState === WebSocket.OPEN) socket.send(frame);
    }
  }
}
