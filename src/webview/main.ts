import './chat.css';
import { Announcer } from './announcer';
import { Composer } from './composer';
import { EmptyState } from './empty-state';
import { parsePlace } from './markdown/places';
import type { FromWebview, StateView, ToWebview, View } from './protocol';
import { Transcript } from './transcript';

interface Kept {
  draft: string;
  scroll: number;
}

interface Host {
  postMessage(message: FromWebview): void;
  getState(): Kept | undefined;
  setState(kept: Kept): void;
}

declare function acquireVsCodeApi(): Host;

/** Wires the panel's page to its host. All that it keeps of its own is the draft and where one has scrolled to. */
function start(host: Host): void {
  const kept: Kept = host.getState() ?? { draft: '', scroll: 0 };
  const keep = (change: Partial<Kept>): void => host.setState(Object.assign(kept, change));
  const post = (message: FromWebview): void => host.postMessage(message);

  const announcer = new Announcer();
  const transcript = new Transcript({
    copy: (text) => {
      post({ type: 'copy', text });
      announcer.say('Copied.');
    },
    insert: (text) => post({ type: 'insert', text }),
    preview: (patchId) => post({ type: 'preview', patchId }),
    accept: (patchId) => post({ type: 'accept', patchId }),
    reject: (patchId) => post({ type: 'reject', patchId }),
    retry: () => post({ type: 'retry' }),
    suggestion: (messageId, part, index) => post({ type: 'suggestion', messageId, part, index }),
  });
  const composer = new Composer(
    {
      ask: (text) => post({ type: 'ask', text }),
      chip: (id, on) => post({ type: 'chip', id, on }),
      stop: () => post({ type: 'stop' }),
      draft: (draft) => keep({ draft }),
    },
    kept.draft,
  );
  let empty: EmptyState | undefined;
  let starters: string[] = [];

  const show = (view: View): void => {
    empty = new EmptyState(view, (index) => post({ type: 'start', index }));
    empty.setStarters(starters);
    transcript.reset(view.messages, empty.element);
    enter(view.state);
  };
  const enter = (state: StateView): void => {
    composer.setState(state);
    transcript.element.setAttribute('aria-busy', String(state === 'answering'));
    if (state === 'stopped') announcer.say('Stopped.');
    if (state === 'failed') announcer.say('The answer failed.');
  };

  const receive = (message: ToWebview): void => {
    switch (message.type) {
      case 'show':
        show(message.view);
        transcript.element.scrollTop = kept.scroll;
        break;
      case 'message':
        transcript.put(message.message);
        if (message.message.role === 'user') transcript.showNewest();
        else if (message.message.state === 'answering') transcript.showNewest();
        break;
      case 'text':
        transcript.appendText(message.messageId, message.part, message.delta);
        announcer.add(message.delta);
        break;
      case 'part':
        transcript.setPart(message.messageId, message.part, message.value);
        if (message.value.kind === 'text') announcer.add(message.value.text);
        else if (message.value.kind === 'patch') {
          const { title, badge, fate } = message.value;
          announcer.say(
            fate.state === 'proposed'
              ? `Patch: ${title}. ${badge.label}.`
              : `Patch ${fate.state}. ${fate.reason ?? ''}`,
          );
        }
        break;
      case 'state':
        enter(message.state);
        break;
      case 'context':
        composer.setContext(message.chips);
        starters = message.starters;
        empty?.setStarters(starters);
        break;
      case 'focus':
        composer.focus();
        break;
    }
  };

  document.body.append(transcript.element, composer.element, announcer.element);
  transcript.element.addEventListener('scroll', () => keep({ scroll: transcript.element.scrollTop }), {
    passive: true,
  });
  const follow = (event: Event): void => {
    const link = event.target instanceof Element ? event.target.closest('[data-place], [data-rule]') : null;
    // A file's name in the head of its changes opens the file and does not fold them.
    if (link) event.preventDefault();
    const place = link?.getAttribute('data-place');
    const ruleId = link?.getAttribute('data-rule');
    if (place) post({ type: 'open', place: parsePlace(place) });
    else if (ruleId) post({ type: 'openRule', ruleId });
  };
  document.body.addEventListener('click', follow);
  document.body.addEventListener('keydown', (event) => {
    // Real buttons click by themselves.
    if (event.key === 'Enter' && event.target instanceof HTMLSpanElement) follow(event);
  });
  // Only the host can post here: the page has no frames, and the frame around it is the host's own.
  window.addEventListener('message', (event: MessageEvent<ToWebview>) => receive(event.data));
  post({ type: 'ready' });
}

start(acquireVsCodeApi());
