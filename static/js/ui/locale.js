// The page's settings from the server and the reader's language. Every page loads its texts before it shows any.
import { useWords } from "../core/text.js";
import { fillTexts } from "./dom.js";

export const meta = document.querySelector("meta[name=suara]").dataset;

/** The reader's language, chosen by the server among those it has. */
export const locale = document.documentElement.lang;

/** Loads the catalogue and fills the texts of the HTML. */
export async function begin() {
  const answer = await fetch(meta.words);
  if (!answer.ok) throw new Error(`no words for ${locale}`);
  useWords(locale, await answer.json());
  fillTexts();
}
