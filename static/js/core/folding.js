// What texts have in common that readers take for the same. No DOM.

const IGNORED = /\p{Default_Ignorable_Code_Point}+/gu;

/**
 * The text without case, width, spacing and what cannot be seen; marks on letters count. As the server's `text.folded`,
 * which follows toNFKC_Casefold of the Unicode Standard (section 3.13).
 */
export function folded(text) {
  let found = text;
  // Twice: compatible letters may have a case, and casing may leave what composes.
  for (let i = 0; i < 2; i += 1) found = withoutCase(found.normalize("NFKC")).replace(IGNORED, "").normalize("NFKC");
  return found.split(/\s+/).filter(Boolean).join(" ");
}

/** Large letters tell "ß" to be "ss"; but the large letter of a dotless i is that of i. A sigma ends no word. */
const withoutCase = (text) =>
  text.replace(/[^ı]+/g, (part) => part.toLowerCase().toUpperCase().toLowerCase()).replaceAll("ς", "σ");
