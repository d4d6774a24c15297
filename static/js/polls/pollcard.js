// A poll as an attendee has it: to be answered; answered, in a line; closed, with what came of it.
import { h, icon, set, write } from "../ui/dom.js";
import { has, refusalText, t } from "../core/text.js";
import { answerForm } from "./answerform.js";
import { answerText, draftOf } from "./model/answers.js";
import { entryList } from "./entries.js";
import { ownLine } from "./ownline.js";
import { placeOf, standing } from "./leaderboard.js";
import { isEmpty, marksOwn, resultView } from "./resultview.js";
import { countdown } from "./model/timing.js";
import { worded } from "./model/worded.js";

let cards = 0;

/**
 * @param {{send: (poll, answer) => void, name: (nickname) => Promise<Refusal|undefined>, keep: (poll, draft) => void, forget: (poll) => void,
 *   say: (words, topic) => void, vote: (id, on) => void, putAway: (poll) => void}} does
 * Returns { element, update(view), tick(leftMs), focus() }; view: see attendee/pollviews.js
 */
export function pollCard(does, name = "li") {
  const id = `poll-${++cards}`;
  let shown = null;
  let form = null;
  let changing = false;
  let original = false;
  let left = null;

  const state = h("span.chip");
  const count = h("span.small.quiet");
  const time = h("span.poll-time", { hidden: true, "aria-hidden": "true" });
  const prompt = h("h3.poll-prompt", { id, dir: "auto", tabindex: -1 });
  const translate = h("button.translate.small", { type: "button", hidden: true, onclick: () => turn() });
  const place = h("div.poll-answer");
  const own = ownLine({ change: () => change(), again: () => sendAgain(), discard: () => does.forget(shown.poll) });
  const outcome = h("div.poll-outcome", { hidden: true });
  const results = resultView();
  const soFar = h("details.so-far", { hidden: true }, h("summary", {}, t("poll.so_far")));
  const entries = entryList(does);
  const note = h("p.small.quiet.poll-note");
  const away = h("button.button.plain.small", { type: "button", hidden: true, onclick: () => does.putAway(shown.poll) }, t("poll.put_away"));
  const element = h(`${name}.poll.card`, {},
    h("div.poll-top", {}, state, count, time), prompt, translate, place, own.element, outcome, results.element, entries.element, soFar, note, away);

  function turn() {
    original = !original;
    draw();
  }

  function change() {
    changing = true;
    form?.start(shown.poll, shown.draft ?? draftOf(shown.poll, shown.answer));
    draw();
    form.focus();
  }

  function sendAgain() {
    const { answer } = shown.pending.fields;
    does.send(shown.poll, answer);
  }

  /** A name that somebody else plays under is chosen anew first: without it the answer would count for nobody. */
  async function send(answer, nickname) {
    const { poll } = shown;
    if (nickname && !(await named(nickname))) return;
    changing = false;
    does.send(poll, answer);
    draw();
  }

  async function named(nickname) {
    form.wait(true);
    const refused = await does.name(nickname);
    form.wait(false);
    if (refused) form.complain(has(`quiz.no.${refused.code}`) ? t(`quiz.no.${refused.code}`) : refusalText(refused));
    return !refused;
  }

  function update(view) {
    const before = shown;
    shown = view;
    if (before && before.poll.round !== view.poll.round) changing = false;
    if (before && newlyBlank(before, view)) form?.start(view.poll, null);
    draw();
  }

  /** Whoever stood on something that is gone now, the button just pressed or a form whose time is up, stands on the prompt. */
  function draw() {
    const stoodHere = element.contains(document.activeElement);
    drawAll();
    if (stoodHere && !element.contains(document.activeElement)) prompt.focus({ preventScroll: true });
  }

  function drawAll() {
    const { poll, answer, pending, languages } = shown;
    const words = worded(poll, languages, original);
    const isOpen = poll.state === "open";
    const settled = answer !== undefined || pending;
    const asks = isOpen && (changing || !settled);
    drawTop(words, isOpen);
    drawForm(asks, words);
    const marked = !isOpen && poll.results !== undefined && marksOwn(poll) && !pending; // the results say which was one's own
    own.update({ ...shown, words, hidden: asks || !settled || marked, mayAnswer: isOpen && !why() });
    drawOutcome(words);
    const visible = poll.results !== undefined;
    const beforehand = asks && !changing && !isEmpty(poll); // whoever has not answered yet need not be led
    soFar.hidden = !beforehand;
    const home = beforehand ? soFar : element;
    if (results.element.parentElement !== home) beforehand ? soFar.append(results.element, entries.element) : outcome.after(results.element, entries.element);
    results.update(poll, words, answer);
    results.element.hidden ||= asks && changing;
    entries.update(visible && !changing ? shown.entries : []);
    write(note, noteText(asks));
    note.hidden = !note.textContent;
    away.hidden = !shown.mayPutAway;
    set(element, { "data-mode": asks ? "asking" : isOpen ? "answered" : "closed" });
  }

  function drawTop(words, isOpen) {
    const { poll } = shown;
    const kind = t(poll.type === "quiz" ? "poll.quiz" : "poll.poll");
    const round = poll.round > 1 ? t("poll.round", { round: poll.round }) : null;
    const label = [kind, round, isOpen ? null : t("poll.closed")].filter(Boolean).join(" · ");
    if (state.textContent !== label) state.replaceChildren(isOpen ? h("span.dot") : "", label);
    set(state, { class: isOpen ? "chip live" : "chip" });
    write(count, t("poll.answers", { n: poll.ballots ?? 0 }));
    write(prompt, words.prompt);
    set(prompt, { lang: words.lang || null });
    translate.hidden = words.from === null;
    write(translate, t(original ? "poll.translated" : "translation.original"));
  }

  function drawForm(asks, words) {
    if (!asks) return form?.element.remove();
    form ??= begin();
    if (!form.element.isConnected) place.append(form.element);
    form.update({ ...shown, words, why: why(), mayGoBack: changing });
  }

  function begin() {
    const { poll } = shown;
    const back = () => {
      changing = false;
      does.keep(poll, null);
      draw();
      own.focus();
    };
    const made = answerForm(poll.type, id, { send, back, keep: (draft) => does.keep(shown.poll, draft) });
    made.start(poll, shown.draft ?? draftOf(poll, shown.answer));
    return made;
  }

  const why = () => shown.why ?? (isOver(left) ? t("poll.time_up") : null);

  function noteText(asks) {
    const { poll } = shown;
    if (asks && why()) return why();
    const seen = poll.results !== undefined;
    if (poll.state === "closed") return !seen ? t("poll.not_shown") : isEmpty(poll) ? t("poll.nobody") : "";
    if (seen) return asks && poll.type !== "quiz" ? t("poll.anonymous") : "";
    return [asks && poll.type !== "quiz" && t("poll.anonymous"), t(`poll.later.${poll.show}`)].filter(Boolean).join(" ");
  }

  function drawOutcome(words) {
    const { poll, answer, player, leaders } = shown;
    const over = poll.type === "quiz" && poll.state === "closed" && poll.right?.length > 0;
    outcome.hidden = !over;
    if (!over) return;
    const right = answerText({ type: "multiple" }, words.options, poll.right);
    const won = poll.right.includes(answer);
    const place = shown.mayPutAway ? placeOf(player, leaders) : null; // among the past ones the leaderboard says it
    const lines = [
      answer !== undefined && h("p.verdict", { "data-won": won }, icon(won ? "tick" : "close"), won ? t("quiz.won") : t("quiz.lost", { right })),
      poll.explanation && h("p.explanation", { dir: "auto" }, poll.explanation),
      place && leaders && h("p.own-rank", {}, standing(place, leaders)),
    ].filter(Boolean);
    const key = lines.map((line) => line.textContent).join("\n");
    if (outcome.dataset.key === key) return;
    outcome.dataset.key = key;
    outcome.replaceChildren(...lines);
  }

  /** How much time is left, several times a second; null: there is no limit. */
  function tick(leftMs) {
    const was = left;
    left = leftMs;
    if (isOver(was) !== isOver(left)) draw();
    const counts = leftMs !== null && shown.poll.state === "open";
    time.hidden = !counts;
    if (!counts) return;
    write(time, countdown(leftMs));
    time.toggleAttribute("data-short", leftMs < 6000);
    if (was > 10_000 && leftMs <= 10_000) does.say(t("poll.ten_seconds"), `time ${shown.poll.id}`);
  }

  return { element, update, tick, focus: () => prompt.focus({ preventScroll: true }) };
}

const isOver = (leftMs) => leftMs !== null && leftMs <= 0;

/** The moderators put the answers aside, or another round began: the form is empty again. */
const newlyBlank = (before, { answer, pending }) => before.answer !== undefined && answer === undefined && !pending;
