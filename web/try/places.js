const slotPattern = /^[a-z0-9]{1,16}$/;

/**
 * What the page's address says. `?as=2` is the second person of this browser: each has a session, drafts and unsent
 * messages of their own, so that two windows can be two people. `?to=anna` is whom to write to.
 */
export class Places {
  #query = new URLSearchParams(location.search);

  /** @returns {string} the person of this browser whose window this is */
  get slot() {
    const slot = this.#query.get('as') ?? '1';
    return slotPattern.test(slot) ? slot : '1';
  }

  /** @returns {string | null} a tag */
  get to() {
    return this.#query.get('to')?.replace(/^@/, '').toLowerCase() || null;
  }

  /** Whom to write to has been dealt with; a reload must not open that chat again. */
  forgetTo() {
    this.#query.delete('to');
    const query = this.#query.toString();
    history.replaceState(null, '', `${location.pathname}${query ? `?${query}` : ''}${location.hash}`);
  }

  /** @returns {number | null} the open chat */
  get chatId() {
    return Number(/^#\/chat\/(\d+)$/.exec(location.hash)?.[1] ?? 0) || null;
  }

  /** @param {number | null} chatId */
  addressOf(chatId) {
    return chatId === null ? '#/' : `#/chat/${chatId}`;
  }

  /** A link by which others write to this person. @param {string} tag */
  linkTo(tag) {
    return `${location.origin}${location.pathname}?to=${tag}`;
  }

  /** The address of the other person of this browser. */
  get otherWindow() {
    return `${location.pathname}?as=${this.slot === '2' ? '1' : '2'}`;
  }

  /** A window for the other person, with a chat to this one. @param {string} tag */
  openOther(tag) {
    window.open(`${this.otherWindow}&to=${tag}`, '_blank', 'popup,noopener,width=440,height=820');
  }
}
