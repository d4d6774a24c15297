// A question as an attendee sees it: text, asker, status if it is one's own, and a vote button along the right edge.
import { isPinned } from "../core/selectors.js";
import { h, icon, set, shape, write } from "../ui/dom.js";
import { lang, languageName, shortNumber, t } from "../core/text.js";
import { writeLinked } from "../ui/linked.js";
import { personText, statusText } from "./texts.js";

/**
 * @param {{vote: (id: string, on: boolean) => void}} handlers
 * Returns { element, update(view) }; view: { question, vote: {on, votes, waiting}, mayVote, isOwn, isMine, ask?, change? }
 * isMine: it is listed among one's own, so its status is shown
 */
export function questionCard({ vote }, name = "li") {
  let shown = {};
  let original = false;
  const text = h("p.question-text", { dir: "auto" });
  const marks = h("div.marks");
  const by = h("p.by.small.quiet", { dir: "auto" });
  const status = h("p.question-status.small");
  const answer = h("div.answer", { hidden: true });
  const translate = h("button.translate.small", { type: "button", hidden: true, onclick: () => toggleOriginal() });
  const count = h("span.count");
  const button = h("button.vote", { type: "button", onclick: () => press() }, shape("M12 6 20 16H4Z"), count);
  const element = h(`${name}.question.card`, {}, h("div.body", {}, marks, text, translate, by, status, answer), button);

  function press() {
    if (button.getAttribute("aria-disabled") !== "true") vote(shown.question.id, !shown.vote.on);
  }

  function toggleOriginal() {
    original = !original;
    writeText(shown.question);
  }

  function writeText(question) {
    const translated = question.lang !== lang() && question.translations?.[lang()];
    const useTranslation = translated && !original;
    const writeText = question.seed ? writeLinked : write; // of moderators and speakers
    writeText(text, useTranslation ? translated : question.text);
    set(text, { lang: (useTranslation ? lang() : question.lang) || null });
    translate.hidden = !translated;
    if (translated) write(translate, original ? t("translation.show", { language: languageName(lang()) }) : t("translation.original"));
  }

  function writeMarks({ question, isOwn, isMine }) {
    const wanted = [isPinned(question) && ["pin", t("pinned")], isOwn && !isMine && ["speech", t("yours")]].filter(Boolean);
    marks.hidden = !wanted.length;
    if (marks.textContent !== wanted.map(([, word]) => word).join("")) {
      marks.replaceChildren(...wanted.map(([sign, word]) => h("span.chip", {}, icon(sign), word)));
    }
  }

  function writeAnswer({ answer: given }) {
    answer.hidden = !given?.text;
    if (given?.text && answer.dataset.text !== given.text) {
      answer.dataset.text = given.text;
      answer.replaceChildren(h("strong.small", {}, t("answer")), writeLinked(h("p", { dir: "auto" }), given.text));
    }
  }

  /** Most updates change one card among hundreds. The others are left as they are. */
  function sameVote(a, b) {
    return shown.mayVote === b.mayVote && a?.on === b.vote.on && a?.votes === b.vote.votes && a?.waiting === b.vote.waiting;
  }

  function writeVote({ question, vote: { on, votes, waiting }, mayVote }) {
    button.hidden = ["pending", "declined", "withdrawn", "merged", "sending", "failed"].includes(question.status);
    write(count, shortNumber(votes));
    set(button, {
      "aria-pressed": String(on),
      "aria-disabled": String(!mayVote),
      "aria-label": `${t("vote")}, ${t("vote.votes", { n: votes })}`,
      "data-waiting": waiting,
    });
  }

  function update(view) {
    const same = shown.question === view.question && shown.ask === view.ask && shown.change === view.change;
    if (!same) {
      writeText(view.question);
      write(by, personText(view.question.by));
      writeAnswer(view.question);
      set(element, { "data-status": view.question.status, "data-sending": [view.ask?.state, view.change?.state].includes("sending") });
    }
    if (!same || shown.isOwn !== view.isOwn || shown.isMine !== view.isMine) {
      writeMarks(view);
      status.hidden = !view.isMine;
      if (view.isMine) write(status, statusText(view.question, view.ask, view.change));
      set(status, { "data-status": view.question.status });
    }
    if (!same || !sameVote(shown.vote, view)) writeVote(view);
    shown = view;
  }

  return { element, update };
}
