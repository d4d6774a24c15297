// A question's card, with what one can do with it among one's own.
import { ownActions } from "../questions/own.js";
import { questionCard } from "../questions/question.js";

/** @param {() => import("./composer.js").Composer} composer once it has loaded */
export function attendeeCard(state, composer, name = "li") {
  const { element, update } = questionCard({ vote: (id, on) => state.vote(id, on) }, name);
  let actions = null; // only one's own cards need them
  return {
    element,
    update: (view) => {
      update(view);
      if (view.isMine && !actions) {
        actions = actionsOnOwn(state, composer);
        element.querySelector(".body").append(actions.element);
      }
      actions?.update(view);
    },
  };
}

function actionsOnOwn(state, composer) {
  return ownActions({
    edit: ({ question, ask, act }) => {
      if (!ask) return composer()?.edit(question, act?.text);
      state.discard(ask.ref);
      composer()?.refill(ask.fields);
    },
    withdraw: ({ question }) => state.withdraw(question.id),
    again: ({ ask }) => state.askAgain(ask.ref),
    discard: ({ question, ask }) => {
      if (!ask) return state.giveUp(question.id);
      state.discard(ask.ref);
      composer()?.forget(ask.fields.text);
    },
  });
}
