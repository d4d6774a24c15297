// Texts, numbers and times in the reader's language. Every visible text and label is in locales/{lang}.json.

let words = Object.create(null);
const formats = new Map();
let language = "en";

/** Returns the language of the catalogue. */
export const lang = () => language;

/** Sets the catalogue. Its keys are flat; a value is a text, or plural forms by Intl.PluralRules category. */
export function useWords(code, catalogue) {
  language = code;
  words = Object.assign(Object.create(null), catalogue);
  formats.clear();
}

/** Cached formatters. Making one costs a thousand times its use, and a list of 500 cards needs thousands of uses. */
function format(Kind, options = {}, locale = language) {
  const key = `${Kind.name} ${locale} ${JSON.stringify(options)}`;
  if (!formats.has(key)) formats.set(key, new Kind(locale, options));
  return formats.get(key);
}

export const has = (key) => key in words;

/**
 * Returns the text under `key` with its {names} filled in. `n` chooses the plural form. Numbers are formatted for the
 * reader's language.
 */
export function t(key, params = {}) {
  let text = words[key] ?? key;
  if (typeof text === "object") text = text[format(Intl.PluralRules).select(params.n ?? 0)] ?? text.other;
  return text.replace(/\{(\w+)\}/g, (whole, name) => {
    const value = params[name];
    return value === undefined ? whole : typeof value === "number" ? number(value) : String(value);
  });
}

/** Returns the text of the first key that has one. */
export const firstOf = (...keys) => t(keys.find(has) ?? keys.at(-1));

/** Returns a refusal in the reader's language: what happened, and what to do next. */
export function refusalText({ code, retry_after_s: seconds }) {
  if (code === "rate" && seconds) return t("no.rate_wait", { n: Math.ceil(seconds) });
  return firstOf(`no.${code}`, "no.other");
}

/** Returns the text of a moderator's reason, which is one of the protocol's codes or their own words. */
export const reasonText = (reason) => (has(`reason.${reason}`) ? t(`reason.${reason}`) : reason);

export const number = (value) => format(Intl.NumberFormat).format(value);
export const percent = (share) => format(Intl.NumberFormat, { style: "percent" }).format(share);
export const rounded = (value) => format(Intl.NumberFormat, { maximumFractionDigits: 1 }).format(value);
export const shortNumber = (value) => format(Intl.NumberFormat, { notation: "compact", maximumFractionDigits: 1 }).format(value);
export const list = (parts) => new Intl.ListFormat(language, { type: "conjunction" }).format(parts);

/** Returns the name of a language in the reader's language. */
export function languageName(code) {
  try {
    return new Intl.DisplayNames(language, { type: "language" }).of(code);
  } catch {
    return code;
  }
}

// Plain "en" would write dates the American way; most readers of English here are elsewhere.
const dates = () => (language === "en" ? "en-GB" : language);

export const clock = (iso, zone) =>
  new Intl.DateTimeFormat(dates(), { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone }).format(new Date(iso));
export const day = (iso, zone) =>
  new Intl.DateTimeFormat(dates(), { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: zone }).format(new Date(iso));

/** Returns one moment on the clock of every city: "15:00 WIB · 09:00 CET". */
export const inCities = (iso, zones) => zones.map(({ zone, short }) => `${clock(iso, zone)} ${short}`).join(" · ");

/** Returns how long ago a moment was, roughly: "now", "4 min. ago". */
export function ago(iso, now) {
  const minutes = Math.max(0, Math.round((now - Date.parse(iso)) / 60_000));
  const form = new Intl.RelativeTimeFormat(language, { numeric: "auto", style: "short" });
  if (minutes < 1) return form.format(0, "second");
  if (minutes < 60) return form.format(-minutes, "minute");
  return minutes < 1440 ? form.format(-Math.round(minutes / 60), "hour") : form.format(-Math.round(minutes / 1440), "day");
}

const segmenter = Intl.Segmenter && new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Counts characters as people do. The limits of the protocol are counted in this unit. */
export function graphemes(text) {
  if (!segmenter) return [...text].length;
  let count = 0;
  for (const _ of segmenter.segment(text)) count += 1;
  return count;
}

/** Returns the beginning of a text with at most `most` graphemes. */
export function firstGraphemes(text, most) {
  if (text.length <= most) return text;
  if (!segmenter) return [...text].slice(0, most).join("");
  let left = most;
  for (const { index } of segmenter.segment(text)) {
    if (left === 0) return text.slice(0, index);
    left -= 1;
  }
  return text;
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** Returns a text that may stand among others: if it runs from right to left, it turns none of them around. */
export const isolated = (text) => (text && RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text);
