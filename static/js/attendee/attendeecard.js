// A question's card on the attendee's page. Own questions get actions beside it.
import { ownActions } from "../questions/ownactions.js";
import { questionCard } from "../questions/questioncard.js";

/** @param {() => import("./questioncomposer.js").QuestionComposer | null} composer null until it has loaded */
export function attendeeCard(state, composer, name = "li") {
  const { element, update } = questionCard({ vote: (id, on) => state.vote(id, on) }, name);
  let actions = null; // made when the card first needs them
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
    edit: ({ question, ask, change }) => {
      if (!ask) return composer()?.edit(question, change?.text);
      state.discard(ask.ref);
      composer()?.refill(ask.fields);
    },
    withdraw: ({ question }) => state.withdraw(question.id),
    sendAgain: ({ ask }) => state.askAgain(ask.ref),
    discard: ({ question, ask }) => {
      if (!ask) return state.giveUp(question.id);
      state.discard(ask.ref);
      composer()?.forget(ask.fields.text);
    },
  });
}
