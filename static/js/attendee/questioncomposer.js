// The dialog for writing a question. The draft is kept on this device until the server accepted the question.
import { h, set, write } from "../ui/dom.js";
import { limitGraphemes } from "../ui/graphemelimit.js";
import { GUESSABLE, guessLanguage } from "../core/languageguess.js";
import { LIMITS, SECTORS } from "../core/protocol.js";
import { lasting } from "../core/storage.js";
import { graphemes, languageName, t } from "../core/text.js";

const NEAR = 80; // graphemes left, from which on they are counted

const find = (id) => document.getElementById(id);

export class QuestionComposer {
  #editing = null;
  #settings = {};

  /** @param {{ask: (fields) => void, edit: (id, text) => void}} handlers */
  constructor(code, handlers) {
    this.handlers = handlers;
    this.draftKey = `suara:draft:${code}`;
    this.dialog = find("composer");
    this.text = find("ask-text");
    this.about = { name: find("ask-name"), sector: find("ask-sector"), city: find("ask-city"), lang: find("ask-lang") };
    this.about.sector.append(...["", ...SECTORS].map((each) => h("option", { value: each }, t(`sector.${each || "none"}`))));
    for (const field of [this.about.name, this.about.city]) limitGraphemes(field, LIMITS.short_graphemes);
    const profile = lasting.read("suara:profile") ?? {};
    for (const [name, field] of Object.entries(this.about)) field.value = profile[name] ?? "";
    this.text.value = lasting.get(this.draftKey) ?? "";
    this.#listen();
  }

  #listen() {
    this.text.addEventListener("input", () => this.#onInput());
    this.about.lang.addEventListener("change", () => (this.about.lang.dataset.chosen = "yes"));
    find("composer-close").addEventListener("click", () => this.dialog.close());
    this.dialog.addEventListener("click", (event) => event.target === this.dialog && this.dialog.close());
    this.dialog.addEventListener("close", () => this.#editing && this.#stopEditing());
    this.dialog.addEventListener("keydown", (event) => this.#onKey(event));
    this.dialog.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
  }

  /** Enter alone never sends. It ends a composition or a line, or does nothing. */
  #onKey(event) {
    if (event.key !== "Enter" || event.isComposing || event.keyCode === 229) return;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      this.#send();
    } else if (event.target.tagName === "INPUT") event.preventDefault();
  }

  follow(item) {
    this.#settings = item.settings ?? {};
    const named = this.#settings.anonymous === false;
    write(find("ask-name-label"), t(named ? "ask.name" : "ask.name_optional"));
    set(this.about.name, { required: named, placeholder: named ? "" : t("anonymous") });
    find("ask-anonymous").hidden = named;
    write(find("ask-moderated"), t(this.#settings.premoderated === false ? "ask.direct" : "ask.moderated"));
    this.#offerLanguages(item.languages ?? []);
  }

  open() {
    this.#show(t("ask.title"), t("ask.send"), true);
  }

  /**
   * Opens the text of an own question that still waits. The draft of a new question is kept meanwhile.
   * `text`: an earlier change that was not saved.
   */
  edit(question, text = question.text) {
    this.#editing = question.id;
    this.text.value = text;
    this.#show(t("own.edit_label"), t("own.save"), false);
  }

  /** Opens a question again that was not sent. */
  refill({ text }) {
    this.text.value = text;
    this.#onInput();
    this.open();
  }

  /** Drops the draft of an accepted question. A newer draft stays. */
  forget(text) {
    if (lasting.get(this.draftKey) === text) lasting.remove(this.draftKey);
    if (!this.dialog.open && this.text.value.trim() === text) this.text.value = "";
  }

  #show(title, send, withAbout) {
    write(find("composer-title"), title);
    write(find("ask-send-words"), send);
    find("ask-about").hidden = !withAbout;
    find("ask-moderated").hidden = !withAbout;
    this.#problem("");
    this.#count();
    if (!this.dialog.open) this.dialog.showModal();
    this.text.focus();
  }

  #stopEditing() {
    this.#editing = null;
    this.text.value = lasting.get(this.draftKey) ?? "";
  }

  #onInput() {
    if (!this.#editing) lasting.set(this.draftKey, this.text.value.trim());
    this.#problem("");
    this.#count();
    this.#guess();
  }

  /** Sets the guessed language of the text, until the person chooses one. */
  #guess() {
    const select = this.about.lang;
    const guessed = guessLanguage(this.text.value, select.dataset.offered?.split(",") ?? []);
    if (!guessed || select.dataset.chosen) return;
    if (![...select.options].some((option) => option.value === guessed)) select.append(h("option", { value: guessed }, languageName(guessed)));
    select.value = guessed;
  }

  #count() {
    const left = LIMITS.question_graphemes - graphemes(this.text.value.trim());
    const line = find("ask-left");
    write(line, left < 0 ? t("ask.over", { n: -left }) : left <= NEAR ? t("ask.left", { n: left }) : "");
    line.className = left < 0 ? "bad" : "";
    set(this.text, { "aria-invalid": left < 0 ? "true" : null });
  }

  #problem(words, field = null) {
    write(find("ask-problem"), words);
    set(this.about.name, { "aria-invalid": field === this.about.name ? "true" : null });
    field?.focus();
  }

  #send() {
    const text = this.text.value.trim();
    const left = LIMITS.question_graphemes - graphemes(text);
    if (!text) return this.#problem(t("ask.empty"), this.text);
    if (left < 0) return this.#problem(t("ask.over", { n: -left }), this.text);
    const name = this.about.name.value.trim();
    if (this.#editing) this.handlers.edit(this.#editing, text);
    else if (this.#settings.anonymous === false && !name) return this.#problem(t("ask.name_needed"), this.about.name);
    else this.#ask(text, name);
    this.dialog.close();
  }

  #ask(text, name) {
    const lang = this.about.lang.value;
    const city = this.about.city.value.trim();
    const sector = this.about.sector.value;
    lasting.write("suara:profile", { name, city, sector, lang });
    lasting.set(this.draftKey, text);
    this.text.value = "";
    delete this.about.lang.dataset.chosen;
    const fields = { text, name, lang, sector, city };
    this.handlers.ask(Object.fromEntries(Object.entries(fields).filter(([, value]) => value)));
  }

  #offerLanguages(ofRoom) {
    const mine = (navigator.languages ?? []).map((tag) => tag.slice(0, 2).toLowerCase()).filter((tag) => GUESSABLE.includes(tag));
    const offered = [...new Set([...ofRoom, ...mine])];
    const select = this.about.lang;
    if (select.dataset.offered === offered.join()) return;
    select.dataset.offered = offered.join();
    const before = select.value || (lasting.read("suara:profile") ?? {}).lang || mine[0] || offered[0];
    select.replaceChildren(...offered.map((each) => h("option", { value: each }, languageName(each))));
    select.value = offered.includes(before) ? before : offered[0];
    find("ask-lang-field").hidden = offered.length < 2;
  }
}
