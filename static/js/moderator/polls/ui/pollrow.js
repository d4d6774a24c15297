// A poll in the moderators' list: state and number of answers; for the selected poll also results and actions.
import { h, icon, set, write } from "../../../ui/dom.js";
import { firstOf, t } from "../../../core/text.js";
import { splitActions, audienceOf } from "../pollactions.js";
import { countdown, endsAt } from "../../../polls/model/timing.js";
import { LiveResults } from "./liveresults.js";

const PRIMARY = new Set(["open", "close"]);

/**
 * choose(id), act(action, id, event), more(id); the others as in LiveResults.
 * Returns { element, update(view) }; view: { poll, place: {index, count}, chosen, busy, entries, leaders, now: ms }
 */
export function pollRow({ choose, act, more, ...others }) {
  let shown = {};
  const id = () => shown.poll.id;
  const state = h("span.chip");
  const type = h("span");
  const count = h("strong.poll-count");
  const prompt = h("span.poll-prompt", { dir: "auto" });
  const head = h("button.poll-head", { type: "button", "aria-expanded": "false", onclick: () => choose(id()) },
    h("span.poll-facts.small", {}, state, type, count), prompt);
  const audience = h("p.poll-seen.small.quiet");
  const acts = h("div.poll-acts");
  const results = new LiveResults(others);
  const body = h("div.poll-body", { hidden: true }, acts, audience, results.element); // the actions stand above results of any length
  const element = h("li.poll-card.card", {}, head, body);

  const button = (action) =>
    h(`button.button${PRIMARY.has(action) ? ".primary" : ""}`, { type: "button", onclick: (event) => act(action, id(), event) }, t(`polldesk.do.${action}`));

  function drawActs({ poll, place }) {
    const { first } = splitActions(poll, place);
    const rest = h("button.button.more", { type: "button", "aria-label": t("polldesk.more"), onclick: () => more(id()) }, icon("more"));
    const wanted = first.join(" ");
    if (acts.dataset.acts === wanted) return;
    const focused = acts.contains(document.activeElement);
    acts.dataset.acts = wanted;
    acts.replaceChildren(...first.map(button), rest);
    if (focused) acts.querySelector("button")?.focus();
  }

  function drawState(poll, now) {
    const end = poll.state === "open" ? endsAt(poll, null) : null;
    const words = end === null ? t(`polldesk.state.${poll.state}`) : t("polldesk.left", { time: countdown(Math.min(end - now, poll.limit_s * 1000)) });
    if (state.dataset.state !== poll.state) state.replaceChildren(...(poll.state === "open" ? [h("span.dot")] : []), h("span"));
    set(state, { class: `chip${poll.state === "open" ? " live" : ""}`, "data-state": poll.state });
    write(state.lastElementChild, words);
  }

  function update(view) {
    const { poll, chosen, busy } = view;
    const entriesSame = shown.entries?.length === view.entries.length && view.entries.every((each, index) => each === shown.entries[index]);
    const changed = shown.poll !== poll || !entriesSame || shown.chosen !== chosen || shown.leaders !== view.leaders;
    shown = view;
    drawState(poll, view.now);
    set(element, { "data-state": poll.state, "data-chosen": chosen, "aria-busy": busy ? "true" : null });
    for (const each of acts.children) each.disabled = busy;
    if (chosen && poll.type === "text") results.update(poll, view.entries); // its cards show themselves whether they are busy
    if (!changed && acts.dataset.place === `${view.place.index}/${view.place.count}`) return;
    acts.dataset.place = `${view.place.index}/${view.place.count}`;
    set(head, { "aria-expanded": String(chosen) });
    const marks = ["practice", "corrected", "struck"].filter((mark) => poll[mark]).map((mark) => t(`polldesk.${mark}`));
    write(type, [t(`polldesk.type.${poll.type}`), poll.round > 1 && t("polldesk.round", { n: poll.round }), ...marks].filter(Boolean).join(" · "));
    write(count, poll.state === "draft" ? "" : t("polldesk.answers", { n: poll.ballots ?? 0 }));
    write(prompt, poll.prompt);
    set(prompt, { lang: poll.lang || null });
    body.hidden = !chosen;
    if (!chosen) return;
    results.update(poll, view.entries, view.leaders);
    write(audience, poll.state === "draft" ? t(`polldesk.show.${poll.show}`) : firstOf(`polldesk.seen.${audienceOf(poll)}.${poll.state}`, `polldesk.seen.${audienceOf(poll)}`));
    drawActs(view);
    for (const each of acts.children) each.disabled = busy;
  }

  return { element, update };
}
