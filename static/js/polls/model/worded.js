// A poll in words its reader knows: a translation into one of their languages, else as it was written.
import { has, t } from "../../core/text.js";

/**
 * `languages`: the reader's, best first ("de-AT"). `original`: as it was written, whatever there is.
 * Returns { prompt, options: [{id, text}], lang?, from? }; `from`: it is a translation from this language ("" if unknown).
 */
export function worded(poll, languages, original = false) {
  const translations = poll.translations ?? {};
  const best = languages.map(short).find((each) => each === short(poll.lang ?? "") || Object.hasOwn(translations, each));
  const translation = best !== short(poll.lang ?? "") && best ? translations[best] : null;
  const used = original ? null : translation;
  const options = poll.options.map(({ id, text }) => ({ id, text: used?.options?.[id] ?? own(poll, id) ?? text }));
  return { prompt: used?.prompt ?? poll.prompt, options, lang: used ? best : poll.lang, from: translation ? (poll.lang ?? "") : null };
}

const short = (tag) => tag.slice(0, 2).toLowerCase();

/** Yes and no are the page's own words. */
const own = ({ type }, id) => (type === "yesno" && has(`poll.option.${id}`) ? t(`poll.option.${id}`) : null);
