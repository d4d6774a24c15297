// Preview of a poll as attendees will see it, on a phone. Its buttons have no effect.
import { h } from "../../../ui/dom.js";
import { stylesheet } from "../../../ui/stylesheets.js";
import { t } from "../../../core/text.js";
import { definition } from "../polldraft.js";
import { pollCard } from "../../../polls/pollcard.js";

const nothing = () => {};

/** Returns the item that an attendee would have of this draft while the poll is open. */
function asOpenPoll(draft) {
  const { options = [], translations, ...fields } = Object.fromEntries(Object.entries(definition(draft)).filter(([, value]) => value !== null));
  const named = draft.type === "yesno" ? ["yes", "no"].map((id) => ({ id, text: t(`polldesk.${id}`) })) : options.map(({ text }, index) => ({ id: `o${index + 1}`, text }));
  const translated = Object.entries(translations).map(([lang, texts]) =>
    [lang, { prompt: texts.prompt, options: Object.fromEntries((texts.options ?? []).map((text, index) => [`o${index + 1}`, text])) }]);
  delete fields.right;
  delete fields.explanation;
  return { kind: "poll", id: "preview", ...fields, prompt: fields.prompt || t("polldesk.prompt_example"), state: "open", options: named, round: 1, ballots: 0, translations: Object.fromEntries(translated) };
}

/** Returns a shadow root with the attendees' style sheets, separate from this page's. */
function phone(list) {
  const host = h("div.phone-screen");
  const stylesheets = ["base", "polls"].map(stylesheet);
  list.hidden = true; // it appears once its style sheets are loaded
  Promise.all(stylesheets.map(({ loaded }) => loaded)).then(() => (list.hidden = false));
  const symbols = document.getElementById("symbols").cloneNode(true); // a shadow tree can't use the page's
  host.attachShadow({ mode: "open" }).append(...stylesheets.map(({ link }) => link), symbols, list);
  return host;
}

/** Returns { element, update(draft) }. */
export function preview() {
  const screen = h("ul", { role: "list" });
  const element = h("figure.phone", {}, h("figcaption.small.quiet", {}, t("polldesk.preview_hint")), phone(screen));
  let type = null;
  let card = null;

  function update(draft) {
    if (type !== draft.type) {
      type = draft.type;
      card = pollCard({ send: nothing, keep: nothing, forget: nothing, announce: nothing, vote: nothing, putAway: nothing });
      screen.replaceChildren(card.element);
    }
    const poll = asOpenPoll(draft);
    card.update({ poll, entries: [], player: null, leaders: null, asksName: false, languages: draft.lang ? [draft.lang] : [], why: null });
    card.tick(poll.limit_s ? poll.limit_s * 1000 : null);
  }

  return { element, update };
}
