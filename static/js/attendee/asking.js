// Parts for asking a question. They load after the questions are on screen.
import { openQuestions } from "../core/selectors.js";
import { similarQuestions } from "../core/similarquestions.js";
import { QuestionComposer } from "./questioncomposer.js";
import { card } from "./questionviews.js";
import { SimilarList } from "./similarlist.js";

const find = (id) => document.getElementById(id);

/** Returns the composer. `onAsk` is called when a question was sent. */
export function prepareAsking(code, state, { onAsk }) {
  const composer = new QuestionComposer(code, {
    ask: (fields) => {
      state.ask(fields);
      onAsk();
    },
    edit: (id, text) => state.edit(id, text),
  });
  const similar = new SimilarList(find("ask-text"), find("similar"), {
    find: (text) => similarQuestions(text, openQuestions(state.room, "top")).map((question) => card(state, { question }).view),
    vote: (id, on) => state.vote(id, on),
  });
  find("ask-open").addEventListener("click", () => {
    similar.refresh();
    composer.open();
  });
  return composer;
}
