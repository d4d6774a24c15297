// Fields for translations of a poll: the prompt and each option in the room's other languages.
import { arrange, h, set } from "../../../ui/dom.js";
import { languageName, t } from "../../../core/text.js";
import { filledOptions } from "../polldraft.js";

/** `languages`: the room's; change(translations). Returns { element, update(draft) }. */
export function translationFields({ languages, draft, change }) {
  const parts = new Map();
  const body = h("div.translations");
  const element = h("details.more-fields", {}, h("summary", {}, t("polldesk.translations")), h("p.small.quiet", {}, t("polldesk.translations_hint")), body);

  function setText(lang, key, text) {
    const { translations } = draft();
    const texts = translations[lang] ?? { prompt: "", options: {} };
    const next = key === null ? { ...texts, prompt: text } : { ...texts, options: { ...texts.options, [key]: text } };
    change({ ...translations, [lang]: next });
  }

  function part(lang) {
    const inputs = new Map();
    const title = h("h4", {}, languageName(lang));
    const list = h("div.translation-inputs");
    parts.set(lang, { inputs, list, element: h("section", { lang }, title, list) });
    return parts.get(lang);
  }

  function input(lang, key) {
    const field = h("input", { dir: "auto", autocomplete: "off", oninput: () => setText(lang, key, field.value) });
    return field;
  }

  function update(now) {
    const wanted = languages.filter((lang) => lang !== now.lang);
    element.hidden = !wanted.length;
    for (const lang of wanted) {
      const { inputs, list } = parts.get(lang) ?? part(lang);
      const lines = [{ key: null, text: now.prompt }, ...filledOptions(now)];
      const elements = lines.map(({ key, text }) => {
        if (!inputs.has(key)) inputs.set(key, input(lang, key));
        const texts = now.translations[lang];
        set(inputs.get(key), {
          value: (key === null ? texts?.prompt : texts?.options?.[key]) ?? "", placeholder: text,
          "aria-label": t("polldesk.translation_of", { text: text || t("polldesk.prompt"), language: languageName(lang) }),
        });
        return inputs.get(key);
      });
      arrange(list, elements);
    }
    arrange(body, wanted.map((lang) => parts.get(lang).element));
  }

  return { element, update };
}
