// Form with the fields of a poll's type. A problem is shown beside its field.
import { h, icon, set, write } from "../../../ui/dom.js";
import { guessLanguage } from "../../../core/languageguess.js";
import { MODERATOR_LIMITS, POLL_LIMIT_S, POLL_STEPS, RESULTS_SEEN_BY } from "../../../core/moderation.js";
import { LIMITS } from "../../../core/protocol.js";
import { graphemes, languageName, refusalText, t } from "../../../core/text.js";
import { isLocked, problemsOf } from "../polldraft.js";
import { fieldsOf } from "../polltypes.js";
import { FormFields } from "./formfields.js";
import { optionRows } from "./optionrows.js";
import { translationFields } from "./translationfields.js";

const NEAR = 60; // characters left, from which on they are counted

/** changed(draft) is called at every change; save(open) → refusal or null; changeType() or null. Returns { element, focus() }. */
export function definitionForm({ draft, poll, languages, changed, save, changeType }) {
  const isMade = Boolean(poll);
  const fields = new FormFields();
  let guessesLanguage = !poll; // until the moderator chooses one
  const change = (part) => {
    draft = { ...draft, ...part };
    if ("lang" in part) guessesLanguage = false;
    if ("prompt" in part && guessesLanguage) guess();
    for (const name of Object.keys(part)) fields.clear(name);
    update();
    changed(draft);
  };
  const text = (name, attributes = {}, tag = "input") => {
    const control = h(tag, { dir: "auto", autocomplete: "off", value: draft[name], oninput: () => change({ [name]: control.value }), ...attributes });
    return control;
  };
  function guess() {
    draft.lang = guessLanguage(draft.prompt, languages) ?? draft.lang;
    if (languages.includes(draft.lang)) language.value = draft.lang;
  }
  const whole = (name, min, max) => text(name, { type: "number", inputmode: "numeric", min, max, step: 1 });
  const options = optionRows({ draft: () => draft, change: (list) => change({ options: list }) });
  const translations = translationFields({ languages, draft: () => draft, change: (all) => change({ translations: all }) });
  const left = h("p.small.quiet", { "aria-live": "polite" });
  const language = h("select", { onchange: () => change({ lang: language.value }) },
    [...new Set([...languages, draft.lang])].filter(Boolean).map((lang) => h("option", { value: lang, selected: lang === draft.lang }, languageName(lang))));
  const prompt = text("prompt", { rows: 3, placeholder: t("polldesk.prompt_example") }, "textarea");

  // field → function that makes its part of the form
  const make = {
    options: () => fields.group("options", t("polldesk.options"), t(draft.type === "quiz" ? "polldesk.options_quiz" : "polldesk.options_hint"), options.element),
    right: () => fields.bare("right"),
    min: () => fields.labelled("min", t("polldesk.min"), whole("min", 1, MODERATOR_LIMITS.options)),
    max: () => fields.labelled("max", t("polldesk.max"), whole("max", 1, MODERATOR_LIMITS.options), t("polldesk.max_hint")),
    low: () => fields.labelled("low", t("polldesk.low"), text("low", { placeholder: t("polldesk.low_example") })),
    high: () => fields.labelled("high", t("polldesk.high"), text("high", { placeholder: t("polldesk.high_example") })),
    steps: () => (draft.type === "rating" ? choice("steps", POLL_STEPS.rating.map(String), (n) => t("polldesk.out_of", { n: Number(n) })) : fields.labelled("steps", t("polldesk.steps"), whole("steps", POLL_STEPS.scale[0], POLL_STEPS.scale.at(-1)))),
    unit: () => fields.labelled("unit", t("polldesk.unit"), text("unit", { placeholder: t("polldesk.unit_example") }), t("polldesk.optional")),
    floor: () => fields.labelled("floor", t("polldesk.floor"), text("floor", { type: "number", step: "any" }), t("polldesk.optional")),
    ceiling: () => fields.labelled("ceiling", t("polldesk.ceiling"), text("ceiling", { type: "number", step: "any" }), t("polldesk.optional")),
    explanation: () => fields.labelled("explanation", t("polldesk.explanation"), text("explanation", { rows: 2 }, "textarea"), t("polldesk.explanation_hint")),
    moderated: () => tick("moderated", t("polldesk.moderated")),
  };

  function choice(name, values, words) {
    const list = values.map((value) => h("label.tick", {},
      h("input", { type: "radio", name: `poll-${name}`, value, checked: draft[name] === value, onchange: () => change({ [name]: value }) }), h("span", {}, words(value))));
    return fields.group(name, t(`polldesk.${name}`), "", h("div.ticks", {}, list));
  }

  function tick(name, words) {
    const box = h("input", { type: "checkbox", checked: draft[name], onchange: () => change({ [name]: box.checked }) });
    return fields.bare(name, h("label.tick", {}, box, h("span", {}, words)));
  }

  const own = fieldsOf(draft.type);
  const parts = [
    h("p.type-line", {}, h("span.chip.good", {}, icon(`poll-${draft.type}`), t(`polldesk.type.${draft.type}`)),
      changeType && h("button.button.plain", { type: "button", onclick: changeType }, t("polldesk.change_type"))),
    fields.labelled("prompt", t("polldesk.prompt"), prompt), left,
    own.includes("options") && make.options(), own.includes("right") && make.right(),
    h("div.field-row", {}, own.filter((name) => !["options", "right", "explanation", "moderated"].includes(name)).map((name) => make[name]())),
    own.filter((name) => ["explanation", "moderated"].includes(name)).map((name) => make[name]()),
    choice("show", Object.keys(RESULTS_SEEN_BY), (show) => t(`polldesk.show.${show}`)),
    tick("changeable", t("polldesk.changeable")),
    h("div.field-row", {},
      fields.labelled("limit_s", t("polldesk.limit_s"), whole("limit_s", POLL_LIMIT_S.least, POLL_LIMIT_S.most), t(draft.type === "quiz" ? "polldesk.limit_quiz" : "polldesk.limit_hint")),
      languages.length > 1 && fields.labelled("lang", t("polldesk.lang"), language)),
    languages.length > 1 && fields.bare("translations", translations.element),
  ];
  const problem = h("p.bad", { role: "alert", hidden: true });
  const buttons = isMade && poll.state !== "draft"
    ? [button("moderator.save", false, true)]
    : [button("polldesk.save_draft", false, false), button("polldesk.save_open", true, true)];
  const element = h("form.definition", { novalidate: true, onsubmit: (event) => { event.preventDefault(); submit(false); } },
    parts.flat().filter(Boolean), problem, h("div.dialog-do.compose-do", {}, buttons));
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    if (event.ctrlKey || event.metaKey) submit(false);
    else if (event.target.matches("input:not([type=file])")) event.preventDefault(); // Enter in a field does not save an unfinished poll
  });

  function button(words, open, primary) {
    return h(`button.button${primary ? ".primary" : ""}`, { type: "button", onclick: () => submit(open) }, t(words));
  }

  function update() {
    const n = LIMITS.question_graphemes - graphemes(draft.prompt.trim());
    write(left, n < 0 ? t("ask.over", { n: -n }) : n <= NEAR ? t("ask.left", { n }) : "");
    left.hidden = !left.textContent;
    options.update(draft);
    translations.update(draft);
    fields.lock((name) => isLocked(name, poll));
  }

  function showProblem(words) {
    set(problem, { hidden: !words });
    write(problem, words);
  }

  async function submit(open) {
    showProblem("");
    fields.clear();
    const found = problemsOf(draft);
    for (const [name, [key, params]] of Object.entries(found)) if (!isLocked(name, poll)) fields.showProblem(name, t(key, params));
    if (fields.focusFirst()) return;
    for (const each of buttons) set(each, { disabled: true });
    const refusal = await save(open);
    for (const each of buttons) set(each, { disabled: false });
    if (!refusal) return;
    const name = refusal.field?.split(/[.[]/)[0];
    const words = refusal.field === "options" && refusal.code === "wrong_state" ? t("polldesk.need.answered_option") : refusalText(refusal);
    if (name && fields.showProblem(name, words)) fields.focusFirst();
    else showProblem(words);
  }

  update();
  return { element, focus: () => prompt.focus() };
}
