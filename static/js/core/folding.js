// Folding of texts, to compare texts that look the same to readers. Pure.

const IGNORED = /\p{Default_Ignorable_Code_Point}+/gu;

/**
 * Returns the text without differences of case, width and spacing, and without invisible characters. Marks on letters
 * count. It is the server's `folded`, which follows toNFKC_Casefold of the Unicode Standard (section 3.13).
 */
export function folded(text) {
  let found = text;
  // Twice: compatible letters may have a case, and case folding may leave parts that compose.
  for (let i = 0; i < 2; i += 1) found = withoutCase(found.normalize("NFKC")).replace(IGNORED, "").normalize("NFKC");
  return found.split(/\s+/).filter(Boolean).join(" ");
}

/** Capital letters turn "ß" into "ss". A dotless i is left out, as its capital is that of i. A final sigma is a sigma. */
const withoutCase = (text) =>
  text.replace(/[^ı]+/g, (part) => part.toLowerCase().toUpperCase().toLowerCase()).replaceAll("ς", "σ");
