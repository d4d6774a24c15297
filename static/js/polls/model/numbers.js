// Reading of numbers with the separators and digits of the reader's language. Pure.

const ZEROS = [0x0660, 0x06f0, 0x0966, 0x09e6, 0x0e50]; // Arabic, Persian, Devanagari, Bengali, Thai digits from zero on
const DIGITS = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59]/g;

/** Returns the number, or null if the text is none. How `lang` writes numbers decides what "1.234" means. */
export function readNumber(text, lang) {
  let plain = text.trim().replace(DIGITS, western).replace(/[\s\u00a0\u202f'’_]/g, "").replace(/^[−–]/, "-").replace(/٫/g, ".").replace(/٬/g, "");
  const marks = plain.match(/[.,]/g) ?? [];
  const last = marks.at(-1);
  if (new Set(marks).size === 2) {
    if (plain.split(last).length > 2) return null; // 1.234.567,8 has one decimal mark, and it comes last
    plain = plain.replaceAll(last === "." ? "," : ".", "");
  } else if (marks.length > 1 || (marks.length === 1 && groups(plain, last, lang))) {
    if (!/^[-+]?\d{1,3}([.,]\d{3})+$/.test(plain)) return null;
    plain = plain.replaceAll(last, "");
  }
  plain = plain.replace(",", ".");
  return /^[-+]?(\d+\.?\d*|\.\d+)$/.test(plain) && Number.isFinite(Number(plain)) ? Number(plain) : null;
}

const western = (digit) => {
  const code = digit.codePointAt(0);
  return String(code - ZEROS.find((zero) => code >= zero && code < zero + 10));
};

/** Whether the single mark of "1.234" groups thousands: it does if `lang` groups with it and three digits follow. */
function groups(plain, mark, lang) {
  const parts = new Intl.NumberFormat(lang, { useGrouping: true }).formatToParts(12345.6);
  return parts.find(({ type }) => type === "group")?.value === mark && /^[-+]?[1-9]\d{0,2}[.,]\d{3}$/.test(plain);
}
