// Reactions that float up the page and disappear. Their number on screen is bounded, however many were sent. With
// reduced motion the counts are shown for a while instead. Screen readers get a summary from time to time.
import { h } from "./dom.js";
import { list, number, t } from "../core/text.js";

const MAX_SHOWN = 24; // on screen at once
const MAX_PER_FRAME = 6;
const FLOAT_MS = 2600;
const COUNTS_MS = 4000;
const ANNOUNCE_MS = 8000; // between two announcements

/** `announce(text)`: for screen readers. Returns { element, show(counts) }; counts as in a `live` frame: {emoji: n}. */
export function floatingReactions({ announce = () => {}, random = Math.random } = {}) {
  const element = h("div.floating", { "aria-hidden": "true" });
  let unannounced = new Map();
  let announcing = null;
  let clearing = null;

  function show(counts) {
    const sent = Object.entries(counts).filter(([, n]) => n > 0);
    if (!sent.length) return;
    for (const [emoji, n] of sent) unannounced.set(emoji, (unannounced.get(emoji) ?? 0) + n);
    announcing ??= setTimeout(summarise, ANNOUNCE_MS);
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return showCounts(sent);
    const all = sent.reduce((sum, [, n]) => sum + n, 0);
    for (const [emoji, n] of sent) {
      const share = all <= MAX_PER_FRAME ? n : Math.max(1, Math.round((MAX_PER_FRAME * n) / all));
      for (let each = 0; each < share && element.children.length < MAX_SHOWN; each += 1) float(emoji);
    }
  }

  function float(emoji) {
    const one = h("span.reaction", {}, emoji);
    one.style.insetInlineStart = `${4 + random() * 88}%`;
    element.append(one);
    const drift = (random() - 0.5) * 60;
    const frames = [
      { transform: "translate(0, 0) scale(0.6)", opacity: 0 },
      { transform: `translate(${drift / 4}px, -12vh) scale(1)`, opacity: 1, offset: 0.2 },
      { transform: `translate(${drift}px, -55vh) scale(1)`, opacity: 0 },
    ];
    const timing = { duration: FLOAT_MS * (0.85 + random() * 0.3), delay: random() * 500, easing: "ease-out", fill: "both" };
    one.animate(frames, timing).finished.then(() => one.remove(), () => one.remove());
  }

  function showCounts(sent) {
    element.replaceChildren(...sent.slice(0, MAX_SHOWN).map(([emoji, n]) => h("span.reaction-count", {}, `${emoji} ${number(n)}`)));
    clearTimeout(clearing);
    clearing = setTimeout(() => element.replaceChildren(), COUNTS_MS);
  }

  function summarise() {
    announcing = null;
    announce(t("reactions.heard", { list: list([...unannounced].map(([emoji, n]) => `${emoji} ${number(n)}`)) }));
    unannounced = new Map();
  }

  return { element, show };
}
