// Folding of texts: forms that are equal where readers take the texts for the same. Pure. It is the twin of the
// server's domain/model/folding.py; both are tested on tests/domain/folding.json.

const IGNORED = /\p{Default_Ignorable_Code_Point}+/gu;

// Which of these marks a text has depends on the keyboard and on the program that pasted it.
const EXCHANGED = [
  ["'", /[\u2018\u2019\u201a\u201b\u02b9\u02bb\u02bc\u02bd\u02c8\u2032\u2035\u2039\u203a\u00b4\u0060\u055a\u05f3\ua78c\uff07]/gu],
  ['"', /[\u201c\u201d\u201e\u201f\u00ab\u00bb\u02ba\u02dd\u2033\u2036\u301d\u301e\u301f\u05f4\uff02]/gu],
  ["-", /[\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\u05be\ufe58\ufe63\uff0d]/gu],
];

// Thai keyboards allow vowels and tones above a letter in either order, and two "เ" for one "แ". Both look the same.
const THAI_MARKS = /[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]{2,}/gu;
const THAI_TONE = /[\u0e48-\u0e4c]/u;

const ACCENTS = /(?![\u3099\u309a])\p{Script=Inherited}/gu; // those two make other Kana
const BASES = { ø: "o", ł: "l", đ: "d", ħ: "h", ŧ: "t", ı: "i", æ: "ae", œ: "oe", ð: "d" };

/**
 * Returns the text without differences of case, width and spacing, of the kinds of apostrophes, quotation marks and
 * hyphens, and without invisible characters. Marks on letters count. It follows toNFKC_Casefold of the Unicode
 * Standard (section 3.13).
 */
export function folded(text) {
  let found = text;
  // Twice: compatible letters may have a case, and case folding may leave parts that compose.
  for (let i = 0; i < 2; i += 1) {
    found = withoutCase(withOneMark(found).normalize("NFKC")).replace(IGNORED, "").normalize("NFKC");
    found = withOneMark(found).replaceAll("เเ", "แ").replace(THAI_MARKS, tonesLast);
  }
  return found.split(/\s+/).filter(Boolean).join(" ");
}

/** Returns the form in which a search finds a text: folded, and without accents. Vowels and tones of Thai stay. */
export function foldedForSearch(text) {
  const bare = folded(text).normalize("NFKD").replace(ACCENTS, "");
  return folded(bare.replace(/[øłđħŧıæœð]/g, (letter) => BASES[letter]));
}

const withOneMark = (text) => EXCHANGED.reduce((found, [mark, others]) => found.replace(others, mark), text);

const isTone = (mark) => THAI_TONE.test(mark);
const tonesLast = (run) => [...run].sort((a, b) => isTone(a) - isTone(b)).join("");

/** Capital letters turn "ß" into "ss". A dotless i is left out, as its capital is that of i. A final sigma is a sigma. */
const withoutCase = (text) =>
  text.replace(/[^ı]+/g, (part) => part.toLowerCase().toUpperCase().toLowerCase()).replaceAll("ς", "σ");
