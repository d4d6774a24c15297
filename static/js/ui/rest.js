// Is a list at rest? Only then may anything in it change its place: whoever is about to press must not press
// something else. Touched, scrolled, typed in or moved over a short while ago: no rest. A mouse upon a
// button, or keyboard focus inside: no rest for as long as it stays.

const QUIET_MS = 2500;

export class Rest {
  #last = -Infinity;
  #timer = null;

  /** @param {() => void} atRest called when rest comes back and `isAtRest` had been refused before */
  constructor(container, atRest, { quietMs = QUIET_MS } = {}) {
    Object.assign(this, { container, atRest, quietMs });
    const stir = () => this.stir();
    for (const name of ["pointerdown", "pointermove", "pointerup", "focusin", "keydown"]) {
      container.addEventListener(name, stir, { passive: true });
    }
    window.addEventListener("scroll", stir, { passive: true });
  }

  stir() {
    this.#last = performance.now();
  }

  get isAtRest() {
    const quiet = performance.now() - this.#last >= this.quietMs;
    // A finger leaves :hover behind on what it touched last; only a mouse means it.
    const held = matchMedia("(hover: hover)").matches ? "button:hover, a:hover, :focus-visible" : ":focus-visible";
    const rests = quiet && !this.container.querySelector(held);
    if (!rests) this.#watch();
    return rests;
  }

  #watch() {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      if (this.isAtRest) this.atRest();
    }, this.quietMs / 2);
  }
}
