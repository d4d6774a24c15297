// How attendees will see a poll: the card of their own page, on a phone, where pressing is for trying only.
import { h } from "../../../ui/dom.js";
import { sheet } from "../../../ui/stylesheets.js";
import { t } from "../../../core/text.js";
import { definition } from "../draft.js";
import { pollCard } from "../../../polls/pollcard.js";

const nothing = () => {};

/** A draft as the item an attendee would have while it is open. */
export function asOpen(draft) {
  const { options = [], translations, ...fields } = Object.fromEntries(Object.entries(definition(draft)).filter(([, value]) => value !== null));
  const named = draft.type === "yesno" ? ["yes", "no"].map((id) => ({ id, text: t(`polldesk.${id}`) })) : options.map(({ text }, index) => ({ id: `o${index + 1}`, text }));
  const worded = Object.entries(translations).map(([lang, said]) =>
    [lang, { prompt: said.prompt, options: Object.fromEntries((said.options ?? []).map((text, index) => [`o${index + 1}`, text])) }]);
  delete fields.right;
  delete fields.explanation;
  return { kind: "poll", id: "preview", ...fields, prompt: fields.prompt || t("polldesk.prompt_example"), state: "open", options: named, round: 1, ballots: 0, translations: Object.fromEntries(worded) };
}

/** The attendees' own look, kept apart from this page's. */
function phone(list) {
  const host = h("div.phone-screen");
  const sheets = ["base", "polls"].map(sheet);
  list.hidden = true; // nobody has to see it before it is dressed
  Promise.all(sheets.map(({ loaded }) => loaded)).then(() => (list.hidden = false));
  const symbols = document.getElementById("symbols").cloneNode(true); // a shadow tree does not see the page's
  host.attachShadow({ mode: "open" }).append(...sheets.map(({ link }) => link), symbols, list);
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
      card = pollCard({ send: nothing, keep: nothing, forget: nothing, say: nothing, vote: nothing, putAway: nothing });
      screen.replaceChildren(card.element);
    }
    const poll = asOpen(draft);
    card.update({ poll, entries: [], player: null, leaders: null, asksName: false, languages: draft.lang ? [draft.lang] : [], why: null });
    card.tick(poll.limit_s ? poll.limit_s * 1000 : null);
  }

  return { element, update };
}
