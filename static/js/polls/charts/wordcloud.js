// A word cloud, with a list of the most frequent words and their numbers beside it.
import { h, set, write } from "../../ui/dom.js";
import { number } from "../../core/text.js";
import { chartRows, roundText, shownRounds, textAlternative } from "../model/chartdata.js";
import { fitRows } from "./fitrows.js";
import { textMetrics } from "./textmetrics.js";
import { layoutWords } from "./wordlayout.js";

const LISTED = 8;
const SVG = "http://www.w3.org/2000/svg";

/** Returns { element, update({poll}), fit(space, limits) }. fit() returns how many words were left out. */
export function wordCloud() {
  const known = new Map();
  const picture = set(document.createElementNS(SVG, "svg"), { class: "cloud", role: "img" });
  const lists = h("div.top-words");
  const element = h("div.cloud-chart", {}, h("div.cloud-space", {}, picture), lists);
  let words = [];
  let others = 0; // words that the server did not send
  let layout = null; // kept, so that words keep their places
  let size = "";
  let measure = null;

  function update({ poll }) {
    words = chartRows(poll).map(({ id, values }) => ({ id, n: values.at(-1)?.n ?? 0 })).filter(({ n }) => n > 0).sort((a, b) => b.n - a.n);
    others = poll.results?.others ?? 0;
    set(picture, { "aria-label": textAlternative(poll) });
    const rounds = shownRounds(poll);
    lists.replaceChildren(...rounds.map((round) => topList(poll, round, rounds.length > 1)).reverse());
    set(element, { "data-bare": !words.length });
  }

  function fit(_space, { floor: low, high }) {
    measure ??= textMetrics(element);
    fitLists(lists, low);
    const { clientWidth: width, clientHeight: height } = picture.parentElement;
    if (!width || !height) return 0;
    if (size !== `${width}×${height}`) layout = null;
    size = `${width}×${height}`;
    set(picture, { viewBox: `0 0 ${width} ${height}` });
    layout = layoutWords(words.map((word) => ({ ...word, ...measure(word.id) })), { width, height }, { low, high: Math.max(high * 3, low) }, layout);
    draw();
    return layout.left + others;
  }

  function draw() {
    for (const [id, text] of known) {
      if (layout.places.has(id)) continue;
      text.remove();
      known.delete(id);
    }
    let rank = 0;
    for (const { id } of words) {
      const place = layout.places.get(id);
      if (place) placeWord(id, place, rank++ % 3);
    }
  }

  function placeWord(id, { x, y, size: px }, tone) {
    const text = known.get(id) ?? picture.appendChild(write(document.createElementNS(SVG, "text"), id));
    known.set(id, text);
    const { width, height, up } = measure(id);
    // The ink is centred in its box; the baseline is `up` below the top.
    text.style.transform = `translate(${(x - (width * px) / 2).toFixed(1)}px, ${(y - (height * px) / 2 + up * px).toFixed(1)}px)`;
    text.style.fontSize = `${px.toFixed(1)}px`;
    text.dataset.tone ??= String(tone); // a word keeps its first tone: with another colour it would look like another word
  }

  return { element, update, fit };
}

function topList(poll, round, several) {
  const top = (round.results.top ?? []).slice(0, LISTED);
  const rows = top.map(([word, n]) => h("li", {}, h("span.top-word", { dir: "auto" }, word), h("b.figure", {}, number(n))));
  return h("div.top-list", {}, several && h("p.round", {}, roundText(round)), h("ol", { role: "list" }, rows));
}

function fitLists(lists, low) {
  for (const list of lists.children) {
    const rows = list.querySelector("ol");
    const room = { clientHeight: list.clientHeight - (list.querySelector(".round")?.offsetHeight ?? 0), clientWidth: list.clientWidth };
    fitRows(rows, room, { low, high: low });
  }
}

