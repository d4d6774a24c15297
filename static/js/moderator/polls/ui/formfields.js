// Fields of a form by their names in the protocol, so that a problem can be shown beside its field.
import { h, set, write } from "../../../ui/dom.js";

let forms = 0;

export class FormFields {
  #form = ++forms;
  #fields = new Map();

  /** One control with a label above and a hint below. */
  labelled(name, label, control, hint = "") {
    const id = `poll-${this.#form}-${name}`;
    const { problem, describe } = this.#problem(name, id, hint);
    set(control, { id, "aria-describedby": describe });
    return this.#add(name, problem, h("div.field", { "data-field": name }, h("label", { for: id }, label), control, this.#hint(id, hint), problem));
  }

  /** Several controls under one heading. */
  group(name, legend, hint, ...content) {
    const id = `poll-${this.#form}-${name}`;
    const { problem, describe } = this.#problem(name, id, hint);
    return this.#add(name, problem, h("fieldset.field-group", { "data-field": name, "aria-describedby": describe }, h("legend", {}, legend), this.#hint(id, hint), ...content, problem));
  }

  /** Content with labels of its own, or only a place for a problem. */
  bare(name, ...content) {
    const { problem } = this.#problem(name, `poll-${this.#form}-${name}`, "");
    return this.#add(name, problem, h("div", { "data-field": name }, ...content, problem));
  }

  #hint = (id, hint) => hint && h("p.hint.small.quiet", { id: `${id}-hint` }, hint);

  #problem(name, id, hint) {
    const problem = h("p.bad.small", { id: `${id}-problem`, role: "alert", hidden: true });
    return { problem, describe: [hint && `${id}-hint`, `${id}-problem`].filter(Boolean).join(" ") };
  }

  #add(name, problem, element) {
    this.#fields.set(name, { element, problem });
    return element;
  }

  /** Shows a problem beside its field. Returns whether there is such a field. */
  showProblem(name, words) {
    const field = this.#fields.get(name);
    if (!field) return false;
    set(field.problem, { hidden: false });
    write(field.problem, words);
    for (const control of controls(field.element)) control.setAttribute("aria-invalid", "true");
    return true;
  }

  clear(name) {
    for (const [each, field] of this.#fields) {
      if (name && name !== each) continue;
      field.problem.hidden = true;
      for (const control of controls(field.element)) control.removeAttribute("aria-invalid");
    }
  }

  /** Focuses the first field with a problem. Returns whether there is one. */
  focusFirst() {
    const wrong = [...this.#fields.values()].find(({ problem }) => !problem.hidden);
    if (!wrong) return false;
    const [control] = controls(wrong.element);
    (control ?? wrong.element.previousElementSibling?.querySelector("input"))?.focus();
    wrong.element.scrollIntoView({ block: "nearest" });
    return true;
  }

  lock(isLocked) {
    for (const [name, { element }] of this.#fields) {
      if (isLocked(name)) for (const control of element.querySelectorAll("input, textarea, select, button")) control.disabled = true;
    }
  }
}

const controls = (element) => [...element.querySelectorAll("input:not([type=checkbox], [type=radio]), textarea, select")];
