// A row of emoji to send, and everybody's reactions floating over the page.
import { h } from "../ui/dom.js";
import { floatingReactions } from "../ui/floatingreactions.js";
import { refusalText, t } from "../core/text.js";

const MIN_INTERVAL_MS = 350; // quicker presses count as one: the server accepts five commands a second

export class Reactions {
  #shown = "";
  #lastMs = -Infinity;
  #own = new Map(); // emoji → how many of one's own floated already and are not counted by a frame yet

  /** @param {import("./page.js").AttendeePage} page */
  constructor({ socket, announcements, toast }, now = () => performance.now()) {
    Object.assign(this, { socket, toast, now });
    this.row = h("div.reactions", { role: "group", "aria-label": t("reactions") });
    this.floating = floatingReactions({ announce: (words) => announcements.announce(words, "reactions") });
    document.getElementById("ask-open").before(this.row);
    document.body.append(this.floating.element);
  }

  /** `why`: what forbids taking part, or null. If it is forbidden the row is hidden; others' reactions still float. */
  follow({ settings }, why) {
    const emoji = why ? [] : (settings.reactions ?? []);
    if (emoji.join() === this.#shown) return;
    this.#shown = emoji.join();
    this.row.hidden = !emoji.length;
    this.row.replaceChildren(...emoji.map((one) =>
      h("button.react", { type: "button", "aria-label": t("react.send", { emoji: one }), onclick: () => this.#send(one) }, one)));
  }

  /** Shows the counts of a `live` frame, less one's own that floated when they were pressed. */
  show(counts) {
    const others = Object.entries(counts).map(([emoji, n]) => [emoji, n - this.#takeOwn(emoji, n)]);
    this.floating.show(Object.fromEntries(others));
  }

  async #send(emoji) {
    if (this.now() - this.#lastMs < MIN_INTERVAL_MS) return;
    this.#lastMs = this.now();
    this.floating.show({ [emoji]: 1 });
    this.#own.set(emoji, (this.#own.get(emoji) ?? 0) + 1);
    try {
      await this.socket.send("react", { emoji });
    } catch (refusal) {
      this.#takeOwn(emoji, 1);
      this.toast.show(refusalText(refusal));
    }
  }

  #takeOwn(emoji, n) {
    const own = Math.min(n, this.#own.get(emoji) ?? 0);
    this.#own.set(emoji, (this.#own.get(emoji) ?? 0) - own);
    return own;
  }
}
