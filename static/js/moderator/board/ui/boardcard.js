// A question on the moderators' board: text, facts, and a line of actions. Entries of text polls use it too.
import { isPinned } from "../../../core/selectors.js";
import { splitActions, bulkActions } from "../questionactions.js";
import { h, icon, set, write } from "../../../ui/dom.js";
import { ago, firstOf, lang, languageName, reasonText, shortNumber, t } from "../../../core/text.js";
import { personText } from "../../../questions/texts.js";

/**
 * press(action, id, event); more(id) opens all actions; toggle(id) selects or deselects the card.
 * Returns { element, update(view) }; view: { question, merged, muted, working, busy, selecting, selected, minute: since 1970 }
 */
export function boardCard({ press, more, toggle }) {
  let shown = {};
  const id = () => shown.question.id;
  const count = h("span");
  const votes = h("span.votes", { role: "img" }, icon("up"), count);
  const marks = h("span.marks");
  const box = h("input", { type: "checkbox", onchange: () => toggle(id()) });
  const choice = h("label.choice", { hidden: true }, box, h("span.unseen", {}, t("moderator.select")));
  const text = h("p.card-text", { dir: "auto" });
  const answer = h("p.card-answer.small", { dir: "auto", hidden: true });
  const outcome = h("p.card-status.small", { dir: "auto", hidden: true });
  const labels = h("p.labels", { hidden: true });
  const working = h("p.working.small", { hidden: true });
  const age = h("span.age");
  const by = h("span", { dir: "auto" });
  const meta = h("p.meta.small.quiet", {}, age, by);
  const acts = h("div.acts");
  const element = h("li.board-card.card", { tabindex: -1 },
    h("div.card-top", {}, votes, marks, choice), text, answer, outcome, labels, working, h("div.card-foot", {}, meta, acts));

  function button(action) {
    const first = action === "publish" || (action === "answered" && shown.question.status === "answering");
    return h(`button.button.act${first ? ".primary" : ""}`, { type: "button", onclick: (event) => press(action, id(), event) },
      firstOf(`moderator.do.${action}.${shown.question.status}`, `moderator.do.${action}`));
  }

  function drawMarks({ question, merged, muted }) {
    const wanted = [
      question.status === "answering" && ["live", "dot", t("now")],
      isPinned(question) && ["", "pin", t("pinned")],
      question.skipped && ["", null, t("moderator.skipped")],
      question.lang && question.lang !== lang() && ["", null, question.lang.toUpperCase(), languageName(question.lang)],
      merged.length > 0 && ["", null, t("moderator.merged", { n: merged.length })],
      question.original && question.original !== question.text && ["", null, t("moderator.edited")],
      question.assigned_to && ["", null, t("moderator.for", { to: question.assigned_to })],
      muted.includes(question.by?.person) && ["", null, t("moderator.muted")],
    ].filter(Boolean);
    marks.replaceChildren(...wanted.map(([kind, sign, words, title]) =>
      h(`span.chip${kind && `.${kind}`}`, { title }, sign === "dot" ? h("span.dot") : sign && icon(sign), words)));
  }

  function drawOutcome({ status, reason, answer: given }) {
    answer.hidden = !given?.text;
    write(answer, given?.text ?? "");
    outcome.hidden = status !== "withdrawn" && !reason;
    write(outcome, status === "withdrawn" ? t("moderator.withdrawn") : reason ? reasonText(reason) : "");
  }

  function drawActs({ question, muted }) {
    const { first, more: others } = splitActions(question, muted);
    const rest = h("button.button.act.more", { type: "button", "aria-label": t("moderator.more"), onclick: () => more(id()) }, icon("more"));
    acts.replaceChildren(...first.map(button), ...(others.length ? [rest] : []));
    acts.hidden = !first.length && !others.length;
  }

  /** Entries have no time: it could reveal their author. */
  function drawAge({ question, minute }) {
    age.hidden = !question.asked_at;
    if (age.hidden) return;
    write(age, ago(question.asked_at, minute * 60_000) + (by.textContent ? " · " : ""));
    set(age, { title: new Date(question.asked_at).toLocaleString(lang()) });
  }

  /** A vote changes one card among hundreds. The others are left as they are. */
  const same = (view) =>
    ["question", "muted", "working", "busy", "selecting", "selected", "minute"].every((name) => shown[name] === view[name]) &&
    shown.merged.length === view.merged.length;

  function update(view) {
    if (shown.question && same(view)) return;
    const { question } = view;
    const before = shown;
    shown = view;
    if (before.question !== question || before.merged?.length !== view.merged.length || before.muted !== view.muted) {
      write(text, question.text);
      set(text, { lang: question.lang || null });
      write(by, personText(question.by, ""));
      labels.hidden = !question.labels?.length;
      labels.replaceChildren(...(question.labels ?? []).map((label) => h("span.chip.good", { dir: "auto" }, label)));
      drawMarks(view);
      drawOutcome(question);
      if (before.question?.status !== question.status || before.question?.pinned !== question.pinned || before.muted !== view.muted) drawActs(view);
      set(element, { "data-status": question.status });
    }
    write(count, shortNumber(question.votes));
    set(votes, { "aria-label": t("vote.votes", { n: question.votes }), hidden: question.status === "pending" && !question.votes });
    drawAge(view);
    set(working, { hidden: !view.working });
    write(working, view.working ? firstOf(`moderator.working.${view.working}`, "moderator.working").replace("{who}", view.working) : "");
    choice.hidden = !view.selecting || !bulkActions([question]).length;
    box.checked = view.selected;
    set(element, { "aria-busy": view.busy ? "true" : null, "data-selected": view.selected });
    for (const each of acts.children) each.disabled = view.busy;
  }

  return { element, update };
}
