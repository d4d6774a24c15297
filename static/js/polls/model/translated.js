// Texts of a poll in a language that its reader knows. Pure.
import { has, t } from "../../core/text.js";

/**
 * `languages`: the reader's, best first ("de-AT"). `original`: true for the texts as they were written.
 * Returns { prompt, options: [{id, text}], lang?, from? }. `from`: the language that it was translated from ("" if
 * unknown), or null if there is no translation.
 */
export function translated(poll, languages, original = false) {
  const translations = poll.translations ?? {};
  const best = languages.map(short).find((each) => each === short(poll.lang ?? "") || Object.hasOwn(translations, each));
  const translation = best !== short(poll.lang ?? "") && best ? translations[best] : null;
  const used = original ? null : translation;
  const options = poll.options.map(({ id, text }) => ({ id, text: used?.options?.[id] ?? pageText(poll, id) ?? text }));
  return { prompt: used?.prompt ?? poll.prompt, options, lang: used ? best : poll.lang, from: translation ? (poll.lang ?? "") : null };
}

const short = (tag) => tag.slice(0, 2).toLowerCase();

/** The options yes and no come from the page's catalogue. */
const pageText = ({ type }, id) => (type === "yesno" && has(`poll.option.${id}`) ? t(`poll.option.${id}`) : null);
