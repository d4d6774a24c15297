// Cards of a container by key. It puts them in order; its owner decides when.

/** A wanted card is {key, view}; `make(key)` returns a card: { element, update(view) }. */
export class KeyedCards {
  #cards = new Map();

  constructor(container, make) {
    Object.assign(this, { container, make });
  }

  get size() {
    return this.#cards.size;
  }

  get(key) {
    return this.#cards.get(key);
  }

  entries() {
    return this.#cards.entries();
  }

  /** Keys in the order of the container. */
  get keys() {
    return [...this.container.children].map((child) => child.dataset.key);
  }

  /** Updates the contents of the existing cards. */
  update(wanted) {
    for (const { key, view } of wanted) this.#cards.get(key)?.update(view);
  }

  isArranged(wanted) {
    const keys = this.keys;
    return wanted.length === this.#cards.size && wanted.every(({ key }, index) => key === keys[index]);
  }

  countNew(wanted) {
    return wanted.filter(({ key }) => !this.#cards.has(key)).length;
  }

  /** Makes the container hold exactly these cards in this order. A focused card that is moved keeps the focus. */
  arrange(wanted) {
    const focused = this.container.contains(document.activeElement) ? document.activeElement : null;
    const keys = new Set(wanted.map(({ key }) => key));
    for (const [key, card] of this.#cards) {
      if (keys.has(key)) continue;
      card.element.remove();
      this.#cards.delete(key);
    }
    let previous = null;
    for (const { key, view } of wanted) {
      const { element } = this.#cards.get(key) ?? this.#add(key, view);
      const next = previous ? previous.nextElementSibling : this.container.firstElementChild;
      if (element !== next) this.container.insertBefore(element, next);
      previous = element;
    }
    if (focused && focused !== document.activeElement) focused.focus({ preventScroll: true });
  }

  #add(key, view) {
    const card = this.make(key);
    card.element.dataset.key = key;
    card.update(view);
    this.#cards.set(key, card);
    return card;
  }
}
