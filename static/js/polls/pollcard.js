// A poll on the attendee's page: a form while it can be answered, then one's own answer, and results.
import { h, icon, set, write } from "../ui/dom.js";
import { writeLinked } from "../ui/linked.js";
import { has, refusalText, t } from "../core/text.js";
import { answerForm } from "./answerform.js";
import { answerText, answerDraft, isBlank } from "./model/answers.js";
import { entryList } from "./entrylist.js";
import { ownAnswer } from "./ownanswer.js";
import { ownRank, rankText } from "./leaderboard.js";
import { isEmpty, marksOwn, resultView } from "./resultview.js";
import { countdown } from "./model/timing.js";
import { translated } from "./model/translated.js";

// What is said of the privacy of answers, where it is not "poll.anonymous".
const PRIVACY = { text: "poll.anonymous_text", quiz: "poll.anonymous_quiz" };

let cards = 0;

/**
 * @param {{send: (poll, answer) => void, name: (nickname) => Promise<Refusal|undefined>, keep: (poll, draft) => void, forget: (poll) => void,
 *   announce: (words, topic) => void, vote: (id, on) => void, putAway: (poll) => void}} handlers
 * Returns { element, update(view), tick(leftMs), focus() }; view: see attendee/pollviews.js and attendee/polls.js
 */
export function pollCard(handlers, name = "li") {
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
  const translate = h("button.translate.small", { type: "button", hidden: true, onclick: () => toggleOriginal() });
  const place = h("div.poll-answer");
  const own = ownAnswer({ change: () => change(), sendAgain: () => sendAgain(), discard: () => handlers.forget(shown.poll) });
  const unsent = h("div.poll-unsent", { hidden: true });
  const outcome = h("div.poll-outcome", { hidden: true });
  const results = resultView();
  const soFar = h("details.so-far", { hidden: true }, h("summary", {}, t("poll.so_far")));
  const entries = entryList(handlers);
  const note = h("p.small.quiet.poll-note");
  const away = h("button.button.plain.small", { type: "button", hidden: true, onclick: () => handlers.putAway(shown.poll) }, t("poll.put_away"));
  const element = h(`${name}.poll.card`, {},
    h("div.poll-top", {}, state, count, time), prompt, translate, place, own.element, unsent, outcome, results.element, entries.element, soFar, note, away);

  function toggleOriginal() {
    original = !original;
    draw();
  }

  function change() {
    changing = true;
    form?.start(shown.poll, shown.draft ?? answerDraft(shown.poll, shown.answer));
    draw();
    form.focus();
  }

  function sendAgain() {
    const { answer } = shown.pending.fields;
    handlers.send(shown.poll, answer);
  }

  /** A refused nickname must be changed before the answer is sent, or the answer would count for nobody. */
  async function send(answer, nickname) {
    const { poll } = shown;
    if (nickname && !(await takeName(nickname))) return;
    changing = false;
    handlers.send(poll, answer);
    draw();
  }

  async function takeName(nickname) {
    form.wait(true);
    const refused = await handlers.name(nickname);
    form.wait(false);
    if (refused) form.showProblem(has(`quiz.no.${refused.code}`) ? t(`quiz.no.${refused.code}`) : refusalText(refused));
    return !refused;
  }

  function update(view) {
    const before = shown;
    shown = view;
    if (before && before.poll.round !== view.poll.round) changing = false;
    if (before && wasReset(before, view)) form?.start(view.poll, null);
    draw();
  }

  /** If the focused element disappears (the pressed button, a form whose time is up), the prompt gets the focus. */
  function draw() {
    const hadFocus = element.contains(document.activeElement);
    drawAll();
    if (hadFocus && !element.contains(document.activeElement)) prompt.focus({ preventScroll: true });
  }

  function drawAll() {
    const { poll, answer, pending, languages } = shown;
    const texts = translated(poll, languages, original);
    const isOpen = poll.state === "open";
    const settled = answer !== undefined || pending;
    const asks = isOpen && (changing || !settled);
    drawTop(texts, isOpen);
    drawForm(asks, texts);
    const marked = !isOpen && poll.results !== undefined && marksOwn(poll) && !pending; // the results mark one's own answer
    own.update({ ...shown, texts, hidden: asks || !settled || marked, mayAnswer: isOpen && !why() });
    drawUnsent(texts);
    drawOutcome(texts);
    const visible = poll.results !== undefined;
    const beforehand = asks && !changing && !isEmpty(poll); // results are folded, so as not to influence people
    soFar.hidden = !beforehand;
    const home = beforehand ? soFar : element;
    if (results.element.parentElement !== home) beforehand ? soFar.append(results.element, entries.element) : outcome.after(results.element, entries.element);
    results.update(poll, texts, answer);
    results.element.hidden ||= asks && changing;
    entries.update(visible && !changing ? shown.entries : []);
    write(note, noteText(asks));
    note.hidden = !note.textContent;
    away.hidden = !shown.mayPutAway;
    set(element, { "data-mode": asks ? "asking" : isOpen ? "answered" : "closed" });
  }

  function drawTop(texts, isOpen) {
    const { poll } = shown;
    const kind = t(poll.type === "quiz" ? "poll.quiz" : "poll.poll");
    const round = poll.round > 1 ? t("poll.round", { round: poll.round }) : null;
    const label = [kind, round, isOpen ? null : t("poll.closed")].filter(Boolean).join(" · ");
    if (state.textContent !== label) state.replaceChildren(isOpen ? h("span.dot") : "", label);
    set(state, { class: isOpen ? "chip live" : "chip" });
    write(count, t("poll.answers", { n: poll.ballots ?? 0 }));
    writeLinked(prompt, texts.prompt);
    set(prompt, { lang: texts.lang || null });
    translate.hidden = texts.from === null;
    write(translate, t(original ? "poll.translated" : "translation.original"));
  }

  function drawForm(asks, texts) {
    if (!asks) return form?.element.remove();
    form ??= begin();
    if (!form.element.isConnected) place.append(form.element);
    form.update({ ...shown, texts, why: why(), mayGoBack: changing });
  }

  function begin() {
    const { poll } = shown;
    const back = () => {
      changing = false;
      handlers.keep(poll, null);
      draw();
      own.focus();
    };
    const made = answerForm(poll.type, id, { send, back, keep: (draft) => handlers.keep(shown.poll, draft) });
    made.start(poll, shown.draft ?? answerDraft(poll, shown.answer));
    return made;
  }

  const why = () => shown.why ?? (isOver(left) ? t("poll.time_up") : null);

  function noteText(asks) {
    const { poll } = shown;
    if (asks && why()) return why();
    const isVisible = poll.results !== undefined;
    if (poll.state === "closed") return !isVisible ? t("poll.not_shown") : isEmpty(poll) ? t("poll.nobody") : poll.corrected ? t("poll.corrected") : "";
    const privacy = [asks && t(PRIVACY[poll.type] ?? "poll.anonymous"), poll.practice && t("poll.practice")].filter(Boolean).join(" ");
    if (isVisible) return privacy;
    return [privacy, t(`poll.later.${poll.show}`)].filter(Boolean).join(" ");
  }

  /** Says that an answer was not sent before the poll closed, and keeps its text in sight. */
  function drawUnsent(texts) {
    const { poll, answer, pending, draft } = shown;
    unsent.hidden = poll.state !== "closed" || answer !== undefined || Boolean(pending) || isBlank(draft);
    if (unsent.hidden) return;
    const words = typeof draft === "string" && !poll.options.length ? draft : answerText(poll, texts.options, draft);
    if (unsent.dataset.words === words) return;
    unsent.dataset.words = words;
    unsent.replaceChildren(h("p.bad", {}, t("poll.unsent")), h("blockquote", { dir: "auto" }, words));
  }

  function drawOutcome(texts) {
    const { poll, answer, player, leaders } = shown;
    const over = poll.type === "quiz" && poll.state === "closed" && poll.right?.length > 0;
    outcome.hidden = !over;
    if (!over) return;
    const right = answerText({ type: "multiple" }, texts.options, poll.right);
    const won = poll.right.includes(answer);
    const place = shown.mayPutAway ? ownRank(player, leaders) : null; // among past polls the leaderboard shows it
    const lines = [
      answer !== undefined && h("p.verdict", { "data-won": won }, icon(won ? "tick" : "close"), won ? t("quiz.won") : t("quiz.lost", { right })),
      poll.explanation && writeLinked(h("p.explanation", { dir: "auto" }), poll.explanation),
      place && leaders && h("p.own-rank", {}, rankText(place, leaders)),
    ].filter(Boolean);
    const key = lines.map((line) => line.textContent).join("\n");
    if (outcome.dataset.key === key) return;
    outcome.dataset.key = key;
    outcome.replaceChildren(...lines);
  }

  /** Called several times a second with the time left; null if there is no limit. */
  function tick(leftMs) {
    const was = left;
    left = leftMs;
    // As in every quiz game, what is chosen at zero is the answer. The server takes it for two seconds more.
    if (!isOver(was) && isOver(left) && shown.poll.type === "quiz" && form?.element.isConnected && !isBlank(shown.draft)) form.submit();
    if (isOver(was) !== isOver(left)) draw();
    const counts = leftMs !== null && shown.poll.state === "open";
    time.hidden = !counts;
    if (!counts) return;
    write(time, countdown(leftMs));
    time.toggleAttribute("data-short", leftMs < 6000);
    if (was > 10_000 && leftMs <= 10_000) handlers.announce(t("poll.ten_seconds"), `time ${shown.poll.id}`);
  }

  return { element, update, tick, focus: () => prompt.focus({ preventScroll: true }) };
}

const isOver = (leftMs) => leftMs !== null && leftMs <= 0;

/** Whether one's answer was removed: the moderators reset the poll, or another round began. */
const wasReset = (before, { answer, pending }) => before.answer !== undefined && answer === undefined && !pending;
