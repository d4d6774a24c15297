// Construction of elements. People's text becomes text nodes; no string becomes markup.
import { direction } from "../core/direction.js";
import { t } from "../core/text.js";

/** Makes an element: h("p.quiet", { lang: "id", onclick: … }, "text", child). Children false, null, undefined are left out. */
export function h(name, attributes = {}, ...children) {
  const [tag, ...classes] = name.split(".");
  const element = document.createElement(tag || "div");
  if (classes.length) element.className = classes.join(" ");
  set(element, attributes);
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return attributes.dir === "auto" && children.length ? writeDirection(element, element.textContent) : element;
}

/**
 * Sets attributes, `on…` listeners, and the properties `value`, `checked`, `disabled`, `hidden`. The values undefined,
 * null and false remove an attribute.
 */
export function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on") || (PROPERTIES.has(name) && !(element instanceof HTMLOptionElement))) {
      if (element[name] !== value) element[name] = value ?? "";
    } else if (value === undefined || value === null || value === false) element.removeAttribute(name);
    else if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value === true ? "" : value);
  }
  return element;
}

const PROPERTIES = new Set(["value", "checked", "disabled", "hidden"]);

/** Gives the parent these children in this order. If they are there already, nothing is touched and the focus stays. */
export function arrange(parent, children) {
  if (children.length === parent.children.length && children.every((child, index) => child === parent.children[index])) return;
  const focused = parent.contains(document.activeElement) ? document.activeElement : null;
  parent.replaceChildren(...children);
  if (focused?.isConnected) focused.focus({ preventScroll: true });
}

/** Sets the text if it differs, so that screen readers and selections are not disturbed without need. */
export function write(element, text) {
  if (element.textContent === text) return element;
  element.textContent = text;
  return element.dir ? writeDirection(element, text) : element;
}

/** Sets the direction of an element whose text people write. Such an element has `dir` from the start. */
export const writeDirection = (element, text) => set(element, { dir: direction(text) });

/** Sets the page's title, for the browser's tab and history. */
export function setPageTitle(words) {
  const title = `${words} · suara`;
  if (document.title !== title) document.title = title;
}

/** Makes a symbol of icons.svg, which the server puts into each page. It is decoration, hidden from screen readers. */
export const icon = (name) => drawing("use", { href: `#icon-${name}` });

/** Makes an icon from a path, for hundreds of cards: a browser would copy a symbol's tree for each use. */
export const shape = (path) => drawing("path", { d: path });

function drawing(name, attributes) {
  const space = "http://www.w3.org/2000/svg";
  const svg = set(document.createElementNS(space, "svg"), { class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true" });
  svg.append(set(document.createElementNS(space, name), attributes));
  return svg;
}

/** Fills the texts that the HTML names: data-text, and data-label, data-placeholder, data-title for attributes. */
export function fillTexts(root = document) {
  const attributes = { label: "aria-label", placeholder: "placeholder", title: "title" };
  for (const element of root.querySelectorAll("[data-text]")) write(element, t(element.dataset.text));
  for (const [name, attribute] of Object.entries(attributes)) {
    for (const element of root.querySelectorAll(`[data-${name}]`)) element.setAttribute(attribute, t(element.dataset[name]));
  }
}
