// Style sheets of what loads later.
import { h } from "./dom.js";
import { meta } from "./locale.js";

/** Resolves when it holds, or cannot be had: then things are plain, but there. */
export function loadSheet(name) {
  const link = h("link", { rel: "stylesheet", href: `${meta.static}/css/${name}.css` });
  const loaded = new Promise((done) => (link.onload = link.onerror = done));
  document.head.append(link);
  return loaded;
}
