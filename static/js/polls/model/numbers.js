// Reading of numbers as people write them, in any language. Pure.

const ZEROS = [0x0660, 0x06f0, 0x0966, 0x09e6, 0x0e50, 0xff10]; // Arabic, Persian, Devanagari, Bengali, Thai, full-width digits from zero on
const DIGITS = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59\uff10-\uff19]/g;
const GROUPED = /^\d{1,3}( \d{3})+(?=$|[.,])/; // by spaces or apostrophes
const PLAIN = /^(\d+\.?\d*|\.\d+)$/;

/**
 * Returns what a text can mean as a number: [] if it is none, one number, or two where its one separator may group
 * thousands or begin decimals: "1.200" is [1200, 1.2]. `unit`: may stand behind the number, and so may "%".
 */
export function readings(text, unit = "") {
  const bare = withoutUnit(text.replace(/[\s\u200e\u200f\u061c]+/g, " ").trim(), unit).replace(DIGITS, western);
  const [, sign, body] = /^([-+\u2010-\u2013\u2212\ufe63\uff0d\uff0b]?) ?(.*)$/.exec(bare);
  const found = amounts(body.replace(/\uff0e/g, ".").replace(/\uff0c/g, ",").replace(/['’_]/g, " ").replace(/ ?٬ ?/g, " "));
  const isNegative = sign && !/[+\uff0b]/.test(sign);
  return found.map(Number).filter(Number.isFinite).map((value) => (isNegative && value ? -value : value));
}

/** Returns a text of digits for a number that is read as this number and as no other. */
export function plainText(value) {
  const text = String(value);
  return readings(text).length > 1 ? `${text}0` : text; // 1.234 could be a thousand, 1.2340 could not
}

function amounts(text) {
  const body = GROUPED.test(text) ? text.replaceAll(" ", "") : text;
  if (body.includes("٫")) return checked(body.replace("٫", "."));
  const marks = body.match(/[.,]/g) ?? [];
  const last = marks.at(-1);
  if (new Set(marks).size === 2) {
    const [whole, decimals, ...more] = body.split(last); // 1.234.567,8 has one decimal mark, and it comes last
    return more.length || !/^\d{1,3}([.,]\d{3})+$/.test(whole) ? [] : checked(`${whole.replace(/[.,]/g, "")}.${decimals}`);
  }
  const isGrouped = /^\d{1,3}([.,]\d{3})+$/.test(body);
  if (marks.length > 1) return isGrouped ? checked(body.replaceAll(last, "")) : [];
  const decimal = checked(body.replace(",", "."));
  // After spaces between thousands, and after a leading zero, a mark can only begin decimals.
  return isGrouped && body === text && !body.startsWith("0") ? [...checked(body.replace(last, "")), ...decimal] : decimal;
}

const checked = (plain) => (PLAIN.test(plain) ? [plain] : []);

function withoutUnit(text, unit) {
  const behind = [unit.trim(), "%", "％", "٪"].find((each) => each && text.toLowerCase().endsWith(each.toLowerCase()));
  return behind ? text.slice(0, -behind.length).trim() : text;
}

const western = (digit) => {
  const code = digit.codePointAt(0);
  return String(code - ZEROS.find((zero) => code >= zero && code < zero + 10));
};
