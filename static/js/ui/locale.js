// The page's place and the reader's language: what every page needs before it can say a word.
import { lang, useWords } from "../core/text.js";
import { fillTexts } from "./dom.js";

export const meta = document.querySelector("meta[name=suara]").dataset;
export const LOCALES = ["en"];

/** The reader's language: the first of the browser's that we have. */
export function chooseLocale(wished, locales = LOCALES) {
  const short = wished.map((tag) => tag.slice(0, 2).toLowerCase());
  return short.find((tag) => locales.includes(tag)) ?? locales[0];
}

export const locale = chooseLocale(navigator.languages ?? ["en"]);

export async function begin() {
  await loadWords(locale, `${meta.static}/${meta.words ?? "locales"}`);
  document.documentElement.lang = lang();
  fillTexts();
}

/** `folder`: all catalogues, or the attendees' part of each (the server cuts it). */
async function loadWords(language, folder) {
  const answer = await fetch(`${folder}/${language}.json`);
  if (!answer.ok) throw new Error(`no texts for ${language}`);
  useWords(language, await answer.json());
}
