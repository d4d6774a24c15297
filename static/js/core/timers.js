// Timers by name, over a clock that tests can own.

export const browserClock = {
  now: () => Date.now(),
  /** Runs `action` after `ms`; returns how to prevent it. */
  after(ms, action) {
    const timer = setTimeout(action, ms);
    return () => clearTimeout(timer);
  },
};

export class Timers {
  #running = new Map();

  constructor(clock) {
    this.clock = clock;
  }

  /** A name has one timer: setting it again puts the earlier one off. */
  after(name, ms, action) {
    this.cancel(name);
    const stop = this.clock.after(ms, () => {
      this.#running.delete(name);
      action();
    });
    this.#running.set(name, stop);
  }

  cancel(...names) {
    for (const name of names) {
      this.#running.get(name)?.();
      this.#running.delete(name);
    }
  }
}
