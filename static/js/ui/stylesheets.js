// Style sheets that load later, or into a part of the page. The page names their addresses.
import { h } from "./dom.js";

const addresses = () => document.querySelector("meta[name=sheets]").dataset;

/** Returns { link, loaded }. `loaded` resolves also when loading fails: the part is usable without its style sheet. */
export function stylesheet(name) {
  const link = h("link", { rel: "stylesheet", href: addresses()[name] });
  return { link, loaded: new Promise((done) => (link.onload = link.onerror = done)) };
}

export function loadStylesheet(name) {
  const { link, loaded } = stylesheet(name);
  document.head.append(link);
  return loaded;
}
