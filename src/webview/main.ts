import './chat.css';
import { Frames } from './frames';
import { type Host, Panel } from './panel';
import type { ToWebview } from './protocol';

declare function acquireVsCodeApi(): Host;

const panel = new Panel(acquireVsCodeApi(), document.body);
const frames = new Frames((message) => panel.receive(message));
// Only the host can post here: the page has no frames, and the frame around it is the host's own.
window.addEventListener('message', (event: MessageEvent<ToWebview>) => frames.post(event.data));
