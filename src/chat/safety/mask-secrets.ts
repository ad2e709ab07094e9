import type { Knowledge } from '../knowledge';
import { MaskedText } from './mask';

/**
 * Masks the secrets of everything that may leave the machine. Every text that a provider sends goes through one of these; each
 * text is looked at once.
 */
export class SecretMasker {
  readonly #knowledge: Pick<Knowledge, 'secrets' | 'readText'>;
  readonly #known = new Map<string, Promise<MaskedText>>();

  constructor(knowledge: Pick<Knowledge, 'secrets' | 'readText'>) {
    this.#knowledge = knowledge;
  }

  /** A file as it stands now; undefined when it cannot be read. */
  async file(uri: string, path: string): Promise<MaskedText | undefined> {
    const now = await this.#knowledge.readText(uri);
    return now && this.text(now.text, path);
  }

  /**
   * Words, or the text of a file when its path is given. Rejects when the secrets cannot be told: then nothing may be sent.
   */
  text(text: string, path?: string): Promise<MaskedText> {
    const key = `${path ?? ''}\n${text}`;
    const known = this.#known.get(key);
    if (known) return known;
    const masked = this.#knowledge
      .secrets({ texts: [{ text, path }] })
      .then(({ texts }) => new MaskedText(text, texts[0] ?? []));
    this.#known.set(key, masked);
    return masked;
  }
}
