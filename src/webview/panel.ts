import { Announcer } from './announcer';
import { Bar } from './bar';
import { Composer } from './composer';
import { ConversationList } from './conversation-list';
import { EmptyState } from './empty-state';
import { parsePlace } from './markdown/places';
import type { FromWebview, PartView, StateView, ToWebview, View } from './protocol';
import { Transcript } from './transcript';

/** What the page keeps of its own when it is hidden or loaded anew. */
export interface Kept {
  draft: string;
  scroll: number;
  /** The conversation that `scroll` belongs to. */
  conversation?: string;
}

/** What a page can ask of VS Code. */
export interface Host {
  postMessage(message: FromWebview): void;
  getState(): Kept | undefined;
  setState(kept: Kept): void;
}

/** The panel's page: shows what the host says, and tells it what a person does. All that it keeps is the draft and where one has scrolled to. */
export class Panel {
  readonly #host: Host;
  readonly #kept: Kept;
  readonly #announcer = new Announcer();
  readonly #bar: Bar;
  readonly #list: ConversationList;
  readonly #transcript: Transcript;
  readonly #composer: Composer;
  #empty: EmptyState | undefined;
  #starters: readonly string[] = [];
  #state: StateView = 'idle';

  constructor(host: Host, body: HTMLElement) {
    this.#host = host;
    this.#kept = host.getState() ?? { draft: '', scroll: 0 };
    const post = (message: FromWebview): void => host.postMessage(message);
    this.#bar = new Bar(() => this.#toggleList());
    this.#list = new ConversationList(
      {
        openConversation: (id) => post({ type: 'openConversation', id }),
        renameConversation: (id, title) => post({ type: 'renameConversation', id, title }),
        deleteConversation: (id) => post({ type: 'deleteConversation', id }),
        exportConversation: (id) => post({ type: 'exportConversation', id }),
        newConversation: () => post({ type: 'newConversation' }),
      },
      () => this.#closeList(),
    );
    this.#transcript = new Transcript({
      copy: (text) => {
        post({ type: 'copy', text });
        this.#announcer.say('Copied.');
      },
      insert: (text) => post({ type: 'insert', text }),
      propose: (messageId, code) => post({ type: 'propose', messageId, code }),
      preview: (patchId) => post({ type: 'preview', patchId }),
      accept: (patchId, scope) => post({ type: 'accept', patchId, ...scope }),
      reject: (patchId, scope) => post({ type: 'reject', patchId, ...scope }),
      retry: () => {
        post({ type: 'retry' });
        // The button goes with the answer that it stood under.
        this.#composer.focus();
      },
      edit: (messageId, text) => {
        post({ type: 'edit', messageId, text });
        this.#composer.focus();
      },
      suggestion: (messageId, part, index) => post({ type: 'suggestion', messageId, part, index }),
      remedy: (remedy) => (remedy === 'set-key' ? post({ type: 'setKey' }) : this.#composer.models.open()),
    });
    this.#composer = new Composer(
      {
        ask: (text) => post({ type: 'ask', text }),
        chip: (id, on) => post({ type: 'chip', id, on }),
        addContext: (reference) => post({ type: 'addContext', reference }),
        complete: (id, word) => post({ type: 'complete', id, word }),
        look: (text) => post({ type: 'look', text }),
        stop: () => post({ type: 'stop' }),
        draft: (draft) => this.#keep({ draft }),
        editLast: () => this.#transcript.editLast(() => this.#composer.focus()),
        models: () => post({ type: 'models' }),
        chooseModel: (id) => post({ type: 'chooseModel', id }),
        setKey: () => post({ type: 'setKey' }),
      },
      this.#kept.draft,
    );
    body.append(
      this.#bar.element,
      this.#list.element,
      this.#transcript.element,
      this.#composer.element,
      this.#announcer.element,
    );
    const scrolled = (): void => this.#keep({ scroll: this.#transcript.element.scrollTop });
    this.#transcript.element.addEventListener('scroll', scrolled, { passive: true });
    body.addEventListener('click', (event) => this.#follow(event));
    body.addEventListener('keydown', (event) => {
      // Real buttons click by themselves.
      if (event.key === 'Enter' && event.target instanceof HTMLElement && event.target.role === 'link')
        this.#follow(event);
    });
    post({ type: 'ready' });
  }

  receive(message: ToWebview): void {
    switch (message.type) {
      case 'show':
        this.#show(message.view);
        break;
      case 'message':
        this.#transcript.put(message.message);
        if (message.message.role === 'user' || message.message.state === 'answering')
          this.#transcript.showNewest();
        break;
      case 'text':
        this.#transcript.appendText(message.messageId, message.part, message.delta);
        this.#announcer.add(message.delta);
        break;
      case 'part':
        this.#transcript.setPart(message.messageId, message.part, message.value);
        this.#announce(message.value);
        break;
      case 'usage':
        this.#transcript.setUsage(message.messageId, message.usage);
        this.#composer.setUsage(message.total);
        break;
      case 'state':
        this.#enter(message.state);
        break;
      case 'context':
        this.#composer.setContext(message.chips);
        this.#starters = message.starters;
        this.#empty?.setStarters(message.starters);
        break;
      case 'preview':
        this.#composer.sending.receive(message.preview);
        break;
      case 'models':
        this.#composer.models.receive(message.models, message.problem);
        break;
      case 'conversations': {
        const current = message.items.find(({ current: isCurrent }) => isCurrent);
        if (current) this.#bar.setTitle(current.title);
        this.#list.receive(message.items);
        break;
      }
      case 'completions':
        this.#composer.completion.receive(message.id, message.items);
        break;
      case 'draft':
        this.#closeList();
        this.#composer.setDraft(message.text, message.problem);
        break;
      case 'focus':
        this.#closeList();
        this.#composer.focus();
        break;
    }
  }

  #show(view: View): void {
    const { conversation, messages, provider, usage, state } = view;
    this.#empty = new EmptyState(view, {
      start: (index) => this.#host.postMessage({ type: 'start', index }),
      setKey: () => this.#host.postMessage({ type: 'setKey' }),
    });
    this.#empty.setStarters(this.#starters);
    const { scroll, conversation: shown } = this.#kept;
    this.#transcript.reset(messages, this.#empty.element);
    this.#bar.setTitle(conversation.title);
    this.#composer.setProvider(provider);
    this.#composer.setUsage(usage);
    this.#state = state;
    this.#composer.setState(state);
    this.#busy(state === 'answering');
    if (shown === conversation.id) this.#transcript.element.scrollTop = scroll;
    else this.#transcript.showNewest();
    this.#keep({ conversation: conversation.id });
  }

  #enter(state: StateView): void {
    const before = this.#state;
    this.#state = state;
    this.#composer.setState(state);
    this.#busy(state === 'answering');
    if (before !== 'answering') return;
    if (state === 'stopped') this.#announcer.end('Stopped.');
    if (state === 'failed') this.#announcer.end('The answer failed.');
    if (state === 'idle') this.#announcer.end('The answer is complete.');
  }

  #busy(isBusy: boolean): void {
    this.#transcript.element.setAttribute('aria-busy', String(isBusy));
  }

  #announce(part: PartView): void {
    if (part.kind === 'text') this.#announcer.add(part.text);
    else if (part.kind === 'step' && part.state === 'running') this.#announcer.add(`\n${part.label}.\n`);
    else if (part.kind === 'patch') {
      const { title, badge, fate } = part;
      this.#announcer.say(
        fate.state === 'proposed'
          ? `Patch: ${title}. ${badge.label}.`
          : `Patch ${fate.state}. ${fate.reason ?? ''}`,
      );
    }
  }

  #toggleList(): void {
    if (!this.#list.element.hidden) {
      this.#closeList();
      return;
    }
    this.#host.postMessage({ type: 'conversations' });
    this.#showList(true);
  }

  #closeList(): void {
    if (this.#list.element.hidden) return;
    const hadFocus = this.#list.element.contains(document.activeElement);
    this.#showList(false);
    if (hadFocus) this.#bar.focus();
  }

  #showList(isShown: boolean): void {
    this.#list.setShown(isShown);
    this.#transcript.element.hidden = isShown;
    this.#composer.element.hidden = isShown;
    this.#bar.setOpen(isShown);
    if (!isShown) this.#transcript.element.scrollTop = this.#kept.scroll;
  }

  /** Follows a link to a place or to a rule. */
  #follow(event: Event): void {
    const link = event.target instanceof Element ? event.target.closest('[data-place], [data-rule]') : null;
    const place = link?.getAttribute('data-place');
    const ruleId = link?.getAttribute('data-rule');
    if (place) this.#host.postMessage({ type: 'open', place: parsePlace(place) });
    else if (ruleId) this.#host.postMessage({ type: 'openRule', ruleId });
  }

  #keep(change: Partial<Kept>): void {
    this.#host.setState(Object.assign(this.#kept, change));
  }
}
