// Texts of moderators and speakers, whose addresses can be pressed. Those of attendees can't.
import { linkParts } from "../core/links.js";
import { h, writeDirection } from "./dom.js";

/** Sets the text if it differs, with a link for each address. The links open another tab, so nobody leaves the room. */
export function writeLinked(element, text) {
  if (element.dataset.text === text) return element;
  element.dataset.text = text;
  element.replaceChildren(...linkParts(text).map((part) => (typeof part === "string" ? part : link(part))));
  return writeDirection(element, text);
}

const link = ({ href, text }) => h("a", { href, target: "_blank", rel: "noopener noreferrer nofollow" }, text);
