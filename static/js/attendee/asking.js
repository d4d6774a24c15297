// Everything about writing a question; it loads after the questions are on show.
import { Composer } from "./composer.js";
import { SimilarList } from "./similarlist.js";
import { open } from "../core/selectors.js";
import { similar } from "../core/similar.js";
import { card } from "./views.js";

const find = (id) => document.getElementById(id);

/** @param {{asked: () => void}} does what the page does when a question was sent */
export function prepareAsking(code, state, { asked }) {
  const composer = new Composer(code, {
    ask: (fields) => {
      state.ask(fields);
      asked();
    },
    edit: (id, text) => state.edit(id, text),
  });
  const alike = new SimilarList(find("ask-text"), find("similar"), {
    find: (text) => similar(text, open(state.room, "top")).map((question) => card(state, { question }).view),
    vote: (id, on) => state.vote(id, on),
  });
  find("ask-open").addEventListener("click", () => {
    alike.refresh();
    composer.open();
  });
  return composer;
}
