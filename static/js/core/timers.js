// Named timers over a clock that tests can control.

export const browserClock = {
  now: () => Date.now(),
  /** Runs `action` after `ms`. Returns a function that cancels it. */
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

  /** Starts the timer `name`. A running timer of that name is cancelled. */
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
