import type { FileFacts, FunctionRef, OutgoingCallFact, ProjectModel, Span } from '../engine';
import { type Drawing, placeOf } from './drawing';
import type { MapNode } from './graph';
import { roomName, serviceName } from './names';

/** What code reaches beyond its own process and its database: other services, and rooms of sockets. */
export class Outside {
  constructor(
    private readonly model: ProjectModel,
    private readonly drawing: Drawing,
  ) {}

  isReachedBy(ref: FunctionRef): boolean {
    return (
      this.#callsOf(ref).length > 0 ||
      [...ref.file.broadcasts, ...ref.file.socketClients].some((each) => this.#isIn(ref, each))
    );
  }

  /** Adds what a function reaches, and arrows from the box that it is shown at. */
  add(node: MapNode, ref: FunctionRef, mayBeOnPath: boolean): void {
    const { file } = ref;
    const pathAt = (span: Span) => (mayBeOnPath ? this.drawing.pathAt(file, span) : undefined);
    for (const call of this.#callsOf(ref)) {
      const service = this.#called(file, call);
      this.#arrow(node, service, file, call.span, 'calls', pathAt(call.span));
    }
    for (const client of file.socketClients) {
      if (!this.#isIn(ref, client)) continue;
      const name = serviceName({ host: client.url, hostIsExpression: true, client: client.name ?? '' });
      const service = this.#service(name?.label, name?.from ?? client.library);
      service.parts.push({ label: `${client.library}, ${file.path}`, place: placeOf(file, client.span) });
      this.#arrow(node, service, file, client.span, 'calls', pathAt(client.span));
    }
    for (const broadcast of file.broadcasts) {
      if (!this.#isIn(ref, broadcast)) continue;
      const label = broadcast.to === 'everyone' ? 'everyone' : roomName(broadcast.room?.text);
      const room = this.drawing.node(`room:${label}`, 'room', label, () => ({
        detail: label === 'everyone' ? 'all connected sockets' : 'room',
        place: placeOf(file, broadcast.span),
      }));
      const what = broadcast.event ?? (broadcast.message[0]?.slice(0, 60) || 'message');
      room.parts.push({ label: `${what}, ${file.path}`, place: placeOf(file, broadcast.span) });
      this.#arrow(node, room, file, broadcast.span, 'sends', pathAt(broadcast.span));
    }
  }

  #called(file: FileFacts, call: OutgoingCallFact): MapNode {
    const name = serviceName(call, this.model.addressOf(file, call));
    const service = this.#service(name?.label, name?.from ?? call.library);
    const place = placeOf(file, call.span);
    service.parts.push({ label: `${call.host ?? call.library}, ${file.path}`, place });
    return service;
  }

  #service(label: string | undefined, detail: string): MapNode {
    if (label === undefined)
      return this.drawing.node('service:?', 'service', 'unknown hosts', () => ({
        detail: 'addresses that code is given',
      }));
    return this.drawing.node(`service:${label}`, 'service', label, () => ({ detail }));
  }

  #arrow(
    node: MapNode,
    to: MapNode,
    file: FileFacts,
    span: Span,
    kind: 'calls' | 'sends',
    criticalPath: string | undefined,
  ): void {
    to.place ??= placeOf(file, span);
    this.drawing.note(to, file, span);
    this.drawing.edge(node, to, kind, [criticalPath]);
  }

  /** Calls that turn out to go to another service. */
  #callsOf(ref: FunctionRef): OutgoingCallFact[] {
    return ref.file.outgoingCalls.filter(
      (call) => this.#isIn(ref, call) && this.model.timeLimitOf(ref.file, call) !== undefined,
    );
  }

  #isIn(ref: FunctionRef, { within }: { within?: number }): boolean {
    return this.model.calls.ownerOf(ref.file, within) === ref.index;
  }
}
