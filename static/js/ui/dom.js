// Building elements. People's text goes in as text nodes only; no string ever becomes markup.
import { t } from "../core/text.js";

/** h("p.quiet", { lang: "id", onclick: … }, "text", child, null): false, null and undefined children are left out. */
export function h(name, attributes = {}, ...children) {
  const [tag, ...classes] = name.split(".");
  const element = document.createElement(tag || "div");
  if (classes.length) element.className = classes.join(" ");
  set(element, attributes);
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Attributes, `on…` listeners, and properties `value`, `checked`, `disabled`, `hidden`; undefined, null and false take away. */
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

/** These children in this order; nothing is touched that stands there already, so focus and typing stay. */
export function arrange(parent, children) {
  if (children.length === parent.children.length && children.every((child, index) => child === parent.children[index])) return;
  const focused = parent.contains(document.activeElement) ? document.activeElement : null;
  parent.replaceChildren(...children);
  if (focused?.isConnected) focused.focus({ preventScroll: true });
}

/** Changes the text only if it differs, so that screen readers and selections are left in peace. */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
  return element;
}

/** What the browser's tab and history call this page. */
export function nameTab(words) {
  const title = `${words} · suara`;
  if (document.title !== title) document.title = title;
}

/** A symbol of icons.svg, which the server puts into each page; decoration, hidden from screen readers. */
export const icon = (name) => drawing("use", { href: `#icon-${name}` });

/** The same drawn in place, for what stands on hundreds of cards: a browser copies a symbol's tree for each use. */
export const shape = (path) => drawing("path", { d: path });

function drawing(name, attributes) {
  const space = "http://www.w3.org/2000/svg";
  const svg = set(document.createElementNS(space, "svg"), { class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true" });
  svg.append(set(document.createElementNS(space, name), attributes));
  return svg;
}

/** Texts that stand in the HTML: data-text, and data-label, data-placeholder, data-title for attributes. */
export function fillTexts(root = document) {
  const attributes = { label: "aria-label", placeholder: "placeholder", title: "title" };
  for (const element of root.querySelectorAll("[data-text]")) write(element, t(element.dataset.text));
  for (const [name, attribute] of Object.entries(attributes)) {
    for (const element of root.querySelectorAll(`[data-${name}]`)) element.setAttribute(attribute, t(element.dataset[name]));
  }
}
