// Says what changed to those who do not see it: politely, several things in one breath, never a flood.
import { h } from "./dom.js";

const GATHER_MS = 1500;

export class Announcer {
  #waiting = [];
  #timer = null;

  constructor(parent = document.body) {
    this.region = h("div.unseen", { role: "status", "aria-live": "polite" });
    parent.append(this.region);
  }

  /** `topic`: a later text on the same topic replaces the one still waiting. */
  say(text, topic = text) {
    this.#waiting = [...this.#waiting.filter((each) => each.topic !== topic), { topic, text }];
    this.#timer ??= setTimeout(() => this.#speak(), GATHER_MS);
  }

  #speak() {
    this.#timer = null;
    this.region.textContent = this.#waiting.map((each) => each.text).join(". ");
    this.#waiting = [];
  }
}
