// A poll on the stage: prompt, number of answers, time left, results.
import { h, icon, set, write } from "../ui/dom.js";
import { fitOnResize } from "../ui/fittext.js";
import { largestFit } from "../core/largestfit.js";
import { number, t } from "../core/text.js";
import { chart } from "../polls/charts/chart.js";
import { formOf, roundText, shownRounds, summary } from "../polls/model/chartdata.js";
import { stageLeaderboard } from "./leaderboard.js";
import { whyNoResults } from "../polls/model/screenpoll.js";
import { countdown } from "../polls/model/timing.js";
import { translated } from "../polls/model/translated.js";

const LEAST_PX = 40; // readable from the last row
const LEAST_OF_HEIGHT = 0.037; // 40 px of 1080: on a screen with fewer pixels, fewer are enough
const LEAST_LONG_PX = 26; // for a prompt of half a page, which would leave no space for the rest

/** Returns { element, update({poll, others, entries, leaders, title}), tick(leftMs or null), fit() }. fit() needs a visible element. */
export function stagePollView() {
  const dot = h("span.dot");
  const label = h("span");
  const others = h("span.others");
  const time = h("span.countdown", { role: "timer" });
  const timeText = h("span");
  time.append(icon("clock"), timeText);
  const count = h("p.answer-count", {}, h("b"), h("span"));
  const room = h("span.poll-room", { dir: "auto" });
  const head = h("header.poll-head", {}, h("p.poll-label", {}, dot, label), room, others, time, count);
  const prompt = h("h2.prompt", { id: "prompt", dir: "auto" });
  const picture = chart();
  const board = stageLeaderboard();
  const foot = h("div.poll-foot");
  const element = h("section.stage-poll", { "aria-labelledby": "prompt" }, head, prompt, h("div.poll-body", {}, picture.element, board.element), foot);
  let shown = null;
  let left = ""; // text on the rows that were left out

  function update({ poll, others: more, entries, leaders: item, title }) {
    if (shown?.id !== poll.id) left = "";
    shown = poll;
    write(room, title);
    const { prompt: text, options, lang } = translated(poll, []);
    const open = poll.state === "open";
    set(element, { "data-state": poll.state, "data-form": formOf(poll), "data-results": Boolean(poll.results) });
    write(label, t(open ? "stage.poll.open" : "stage.poll.closed"));
    dot.hidden = !open;
    others.hidden = !more;
    if (more) write(others, t("stage.poll.others", { n: more }));
    write(count.firstChild, number(poll.ballots));
    write(count.lastChild, t("stage.poll.answers", { n: poll.ballots }));
    write(prompt, text);
    set(prompt, { lang: lang || null });
    picture.update({ poll, options, lang, entries });
    board.update(poll.type === "quiz" && !open ? item : null);
  }

  /** The text on what was left out is known last and takes a line itself. It is kept, so that the chart's space is stable. */
  function fit() {
    if (!shown || !element.clientHeight) return;
    drawFoot(left);
    fitPrompt();
    let found = picture.fit(limits());
    if (Boolean(found) !== Boolean(left)) {
      drawFoot(found);
      found = picture.fit(limits());
    }
    drawFoot(found);
    left = found;
    board.fit(limits());
  }

  function drawFoot(missing) {
    const why = whyNoResults(shown);
    const lines = [
      why && ["main", shown.state === "open" || why === "hand" ? t(`stage.poll.wait.${why}`) : t("stage.poll.ended")],
      !why && !shown.ballots && ["main", t("chart.none")],
      ...(why ? [] : sums(shown)),
      shown.explanation && ["main", shown.explanation],
      missing && ["less", missing],
    ].filter((line) => line && line[1]);
    const key = lines.flat().join("\n");
    if (foot.dataset.lines === key) return;
    foot.dataset.lines = key;
    foot.replaceChildren(...lines.map(([weight, line]) => h(`p.${weight}`, { dir: "auto" }, line)));
  }

  function fitPrompt() {
    const bare = !shown.results && !["bars", "columns"].includes(formOf(shown));
    const room = element.clientHeight * (bare ? 0.72 : 0.36);
    const fits = (size) => {
      prompt.style.fontSize = `${size}px`;
      return prompt.offsetHeight <= room && prompt.scrollWidth <= element.clientWidth;
    };
    const { low, high } = limits();
    const least = fits(low) ? low : Math.min(low, LEAST_LONG_PX);
    fits(largestFit(fits, least, Math.max(least, bare ? high * 1.5 : high)));
  }

  function tick(leftMs) {
    time.hidden = leftMs === null;
    if (leftMs === null) return;
    set(time, { "data-last": leftMs <= 10_000 });
    write(timeText, countdown(leftMs));
  }

  fitOnResize(element, fit);
  return { element, update, tick, fit };
}

/** Returns the summaries of the rounds. A sentence that is the same for all of them appears once. */
function sums(poll) {
  const shownOnes = shownRounds(poll);
  if (poll.type === "words") return [];
  if (poll.type === "ranking") return [...legend(shownOnes, () => ""), ["less", summary(poll)]];
  return shownOnes.length > 1 ? legend(shownOnes, (round) => summary(poll, round)) : [["main", summary(poll)]];
}

const legend = (each, sum) => (each.length > 1 ? each.map((round, index) => [index < each.length - 1 ? "round-earlier" : "round-last", [roundText(round), sum(round)].filter(Boolean).join(" · ")]) : []);

function limits() {
  if (document.documentElement.hasAttribute("data-overlay")) return { low: 24, floor: 18, high: 34 };
  if (innerWidth < 800) return { low: 16, floor: 14, high: 24 }; // the stage is opened on a phone
  return { low: LEAST_PX, floor: Math.round(Math.min(LEAST_PX, innerHeight * LEAST_OF_HEIGHT)), high: Math.max(LEAST_PX, Math.min(innerWidth * 0.037, innerHeight * 0.066)) | 0 };
}
