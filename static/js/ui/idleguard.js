// Guard that tells whether a list is idle. Only then may its rows change their places, so that nobody presses a row
// that has just moved under the finger. A list is in use for a while after a touch, a scroll, a key or a mouse movement, and
// for as long as a mouse rests on one of its buttons or the keyboard focus is inside.

const QUIET_MS = 2500;

export class IdleGuard {
  #lastActivityMs = -Infinity;
  #timer = null;

  /** @param {() => void} onIdle called once the list is idle after `isIdle` was false */
  constructor(container, onIdle, { quietMs = QUIET_MS } = {}) {
    Object.assign(this, { container, onIdle, quietMs });
    const noteActivity = () => this.noteActivity();
    for (const name of ["pointerdown", "pointermove", "pointerup", "focusin", "keydown"]) {
      container.addEventListener(name, noteActivity, { passive: true });
    }
    window.addEventListener("scroll", noteActivity, { passive: true });
  }

  noteActivity() {
    this.#lastActivityMs = performance.now();
  }

  get isIdle() {
    const quiet = performance.now() - this.#lastActivityMs >= this.quietMs;
    // A finger leaves :hover on the element it touched last; only a mouse means it.
    const held = matchMedia("(hover: hover)").matches ? "button:hover, a:hover, :focus-visible" : ":focus-visible";
    const idle = quiet && !this.container.querySelector(held);
    if (!idle) this.#checkLater();
    return idle;
  }

  #checkLater() {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      if (this.isIdle) this.onIdle();
    }, this.quietMs / 2);
  }
}
