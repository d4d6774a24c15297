// Style sheets that load later, or into a part of the page. The page says where they are.
import { h } from "./dom.js";

const sheets = () => document.querySelector("meta[name=sheets]").dataset;

/** A link to the sheet, and a promise for when it holds or cannot be had: then things are plain, but there. */
export function sheet(name) {
  const link = h("link", { rel: "stylesheet", href: sheets()[name] });
  return { link, loaded: new Promise((done) => (link.onload = link.onerror = done)) };
}

export function loadSheet(name) {
  const { link, loaded } = sheet(name);
  document.head.append(link);
  return loaded;
}
