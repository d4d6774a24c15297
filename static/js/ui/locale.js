// The page's place and the reader's language: what every page needs before it can say a word.
import { useWords } from "../core/text.js";
import { fillTexts } from "./dom.js";

export const meta = document.querySelector("meta[name=suara]").dataset;

/** The reader's language, chosen by the server among those it has. */
export const locale = document.documentElement.lang;

export async function begin() {
  const answer = await fetch(meta.words);
  if (!answer.ok) throw new Error(`no words for ${locale}`);
  useWords(locale, await answer.json());
  fillTexts();
}
