// Addresses of web pages in texts. Pure.
import { foldedForSearch } from "./folding.js";

const ADDRESS = /\bhttps?:\/\/[^\s\p{Cf}<>"“”„«»`]+/giu;
const CLOSING = { ")": "(", "]": "[", "}": "{" };
const PLAIN_HOST = /^[a-z0-9.:-]*$/;

/**
 * Cuts a text into strings and addresses, each {href, text}. An address is http or https, without a user's name. A
 * host in letters that could pass for others is written as the network knows it: xn--….
 */
export function linkParts(text) {
  const parts = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const written = withoutPunctuation(found);
    const link = linkOf(written);
    if (!link) continue;
    if (index > end) parts.push(text.slice(end, index));
    parts.push(link);
    end = index + written.length;
  }
  if (end < text.length) parts.push(text.slice(end));
  return parts;
}

/** Punctuation at the end belongs to the sentence, and so does a bracket that the address did not open. */
function withoutPunctuation(found) {
  let address = found;
  for (;;) {
    const last = address.at(-1);
    const count = (sign) => address.split(sign).length;
    const isSentences = CLOSING[last] ? count(last) > count(CLOSING[last]) : /[.,;:!?…'’‘*_~|、。！？」』）ฯ]/u.test(last);
    if (!isSentences) return address;
    address = address.slice(0, -last.length);
  }
}

function linkOf(written) {
  const url = URL.parse ? URL.parse(written) : tryUrl(written);
  if (!url?.hostname || !/^https?:$/.test(url.protocol) || url.username || url.password) return null;
  const [, scheme, host, rest] = /^(https?:\/\/)([^/?#\\]*)(.*)$/isu.exec(written);
  return { href: url.href, text: PLAIN_HOST.test(foldedForSearch(host)) ? written : `${scheme}${url.host}${rest}` };
}

function tryUrl(written) {
  try {
    return new URL(written);
  } catch {
    return null;
  }
}
