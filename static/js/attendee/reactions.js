// A row of emoji under the thumb, and everybody's rising over the page.
import { h } from "../ui/dom.js";
import { risingReactions } from "../ui/rising.js";
import { refusalText, t } from "../core/text.js";

const APART_MS = 350; // quicker presses are one: the server takes five commands a second

export class Reactions {
  #shown = "";
  #last = -Infinity;
  #own = new Map();

  /** @param {import("./page.js").AttendeePage} page */
  constructor({ socket, reader, toast }, now = () => performance.now()) {
    Object.assign(this, { socket, toast, now });
    this.row = h("div.reactions", { role: "group", "aria-label": t("reactions") });
    this.rising = risingReactions({ say: (words) => reader.say(words, "reactions") });
    document.getElementById("ask-open").before(this.row);
    document.body.append(this.rising.element);
  }

  /** `why`: whatever stands against taking part; then there is no row, but what others send still rises. */
  follow({ settings }, why) {
    const emoji = why ? [] : (settings.reactions ?? []);
    if (emoji.join() === this.#shown) return;
    this.#shown = emoji.join();
    this.row.hidden = !emoji.length;
    this.row.replaceChildren(...emoji.map((one) =>
      h("button.react", { type: "button", "aria-label": t("react.send", { emoji: one }), onclick: () => this.#send(one) }, one)));
  }

  /** What everybody sent since the last time, less what rose here already when it was pressed. */
  heard(counts) {
    const others = Object.entries(counts).map(([emoji, n]) => [emoji, n - this.#settle(emoji, n)]);
    this.rising.show(Object.fromEntries(others));
  }

  async #send(emoji) {
    if (this.now() - this.#last < APART_MS) return;
    this.#last = this.now();
    this.rising.show({ [emoji]: 1 });
    this.#own.set(emoji, (this.#own.get(emoji) ?? 0) + 1);
    try {
      await this.socket.send("react", { emoji });
    } catch (refusal) {
      this.#settle(emoji, 1);
      this.toast.say(refusalText(refusal));
    }
  }

  #settle(emoji, n) {
    const own = Math.min(n, this.#own.get(emoji) ?? 0);
    this.#own.set(emoji, (this.#own.get(emoji) ?? 0) - own);
    return own;
  }
}
