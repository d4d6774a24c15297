// Reactions rise over the page and are gone. What is seen is bounded, however many were sent; who wants no motion sees
// how many there were of each for a while, and who does not see at all is told now and then.
import { h } from "./dom.js";
import { list, number, t } from "../core/text.js";

const MOST = 24; // rising at once
const MOST_EACH = 6; // of one frame
const RISE_MS = 2600;
const STILL_MS = 4000;
const SAY_MS = 8000; // at most so often

/** `say(text)`: for screen readers. Returns { element, show(counts) }, counts as in a `live` frame: {emoji: n}. */
export function risingReactions({ say = () => {}, random = Math.random } = {}) {
  const element = h("div.rising", { "aria-hidden": "true" });
  let unsaid = new Map();
  let speaking = null;
  let clearing = null;

  function show(counts) {
    const sent = Object.entries(counts).filter(([, n]) => n > 0);
    if (!sent.length) return;
    for (const [emoji, n] of sent) unsaid.set(emoji, (unsaid.get(emoji) ?? 0) + n);
    speaking ??= setTimeout(speak, SAY_MS);
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return still(sent);
    const all = sent.reduce((sum, [, n]) => sum + n, 0);
    for (const [emoji, n] of sent) {
      const share = all <= MOST_EACH ? n : Math.max(1, Math.round((MOST_EACH * n) / all));
      for (let each = 0; each < share && element.children.length < MOST; each += 1) rise(emoji);
    }
  }

  function rise(emoji) {
    const one = h("span.reaction", {}, emoji);
    one.style.insetInlineStart = `${4 + random() * 88}%`;
    element.append(one);
    const drift = (random() - 0.5) * 60;
    const frames = [
      { transform: "translate(0, 0) scale(0.6)", opacity: 0 },
      { transform: `translate(${drift / 4}px, -12vh) scale(1)`, opacity: 1, offset: 0.2 },
      { transform: `translate(${drift}px, -55vh) scale(1)`, opacity: 0 },
    ];
    one.animate(frames, { duration: RISE_MS * (0.85 + random() * 0.3), delay: random() * 500, easing: "ease-out", fill: "both" }).finished.then(() => one.remove(), () => one.remove());
  }

  function still(sent) {
    element.replaceChildren(...sent.slice(0, MOST).map(([emoji, n]) => h("span.reaction-count", {}, `${emoji} ${number(n)}`)));
    clearTimeout(clearing);
    clearing = setTimeout(() => element.replaceChildren(), STILL_MS);
  }

  function speak() {
    speaking = null;
    say(t("reactions.heard", { list: list([...unsaid].map(([emoji, n]) => `${emoji} ${number(n)}`)) }));
    unsaid = new Map();
  }

  return { element, show };
}
