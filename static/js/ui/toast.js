// A short message at the foot of the page about something that just happened. It disappears by itself.
import { h, write } from "./dom.js";

const STAY_MS = 6000;

export class Toast {
  #timer = null;

  constructor(parent = document.body) {
    this.text = h("span");
    this.element = h("div.toast", { role: "alert" }, this.text);
    this.element.hidden = true;
    parent.append(this.element);
  }

  show(text) {
    clearTimeout(this.#timer);
    this.element.hidden = false;
    write(this.text, text);
    this.#timer = setTimeout(() => (this.element.hidden = true), STAY_MS);
  }
}
