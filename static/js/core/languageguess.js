// Guess at the language of a text, from very common words. It spares people a choice that they can still correct.
// It only has to tell apart the languages that a room offers.

const COMMON = {
  id: "yang dan di ke dari untuk dengan apa apakah bagaimana mengapa kenapa siapa kapan ini itu tidak bisa akan adalah kita kami ada atau dalam para oleh pada saya",
  en: "the and of to in is are how what why who when which do does will can could would for with that this it on be you we our your from there have has",
  de: "der die das und ist sind wie was warum wer wann welche ein eine einen nicht für mit von zu im den dem des auf es wir sie ich kann wird werden gibt haben hat bei",
};
const words = Object.fromEntries(Object.entries(COMMON).map(([language, text]) => [language, new Set(text.split(" "))]));
/** Languages that can be guessed. */
export const GUESSABLE = [...Object.keys(COMMON), "th"];
const THAI = /\p{Script=Thai}/gu;

/** Returns one of `offered`, or "th" for Thai letters, or null if the text is too short to tell. */
export function guessLanguage(text, offered) {
  if ((text.match(THAI) ?? []).length > text.length / 4) return "th";
  const found = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const counts = offered
    .filter((language) => words[language])
    .map((language) => [found.filter((word) => words[language].has(word)).length, language])
    .sort(([a], [b]) => b - a);
  const [best, second] = counts;
  return best && best[0] > 1 && best[0] > (second?.[0] ?? 0) ? best[1] : null;
}
