// Announcements for screen readers: polite, several texts together, never too many.
import { h } from "./dom.js";

const GATHER_MS = 1500;

export class Announcer {
  #waiting = [];
  #timer = null;

  constructor(parent = document.body) {
    this.region = h("div.unseen", { role: "status", "aria-live": "polite" });
    parent.append(this.region);
  }

  /** `topic`: a later text on the same topic replaces one that still waits. */
  announce(text, topic = text) {
    this.#waiting = [...this.#waiting.filter((each) => each.topic !== topic), { topic, text }];
    this.#timer ??= setTimeout(() => this.#flush(), GATHER_MS);
  }

  #flush() {
    this.#timer = null;
    this.region.textContent = this.#waiting.map((each) => each.text).join(". ");
    this.#waiting = [];
  }
}
