// Direction of a text. Pure.

const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;
const LETTERS = /\p{L}/gu;
const ADDRESSES = /https?:\/\/\S+/giu;

/**
 * Returns "rtl", "ltr", or "auto" if it has no letters. The majority of letters decides: an Arabic sentence may begin
 * with "API", which is all that a browser's own rule for dir="auto" looks at. Addresses do not count.
 */
export function direction(text) {
  if (!RIGHT_TO_LEFT.test(text)) return "auto"; // nearly always, so that hundreds of cards cost nothing
  const letters = text.replace(ADDRESSES, "").match(LETTERS) ?? [];
  const turned = letters.filter((letter) => RIGHT_TO_LEFT.test(letter)).length;
  return turned * 2 > letters.length ? "rtl" : letters.length ? "ltr" : "auto";
}
