// Actions on one's own question: edit it or take it back while it waits, send it again if it was not sent.
import { h, icon, set, write } from "../ui/dom.js";
import { t } from "../core/text.js";

const CONFIRM_MS = 5000; // for the second press that confirms a withdrawal

/** @param {{edit, withdraw, sendAgain, discard}} handlers each is called with the view */
export function ownActions(handlers) {
  let shown = {};
  const button = (sign, key, action) => {
    const words = h("span", {}, t(key));
    return h("button.button.plain.small", { type: "button", onclick: () => action(shown, words) }, icon(sign), words);
  };
  const edit = button("edit", "own.edit", handlers.edit);
  const withdraw = button("undo", "own.withdraw", (view, words) => {
    if (withdraw.dataset.confirm) return handlers.withdraw(view);
    withdraw.dataset.confirm = "yes";
    write(words, t("own.withdraw_sure"));
    setTimeout(() => {
      delete withdraw.dataset.confirm;
      write(words, t("own.withdraw"));
    }, CONFIRM_MS);
  });
  const again = button("send", "retry", handlers.sendAgain);
  const discard = button("close", "status.discard", handlers.discard);
  const element = h("div.own", {}, again, edit, withdraw, discard);

  function update(view) {
    shown = view;
    const failed = view.ask?.state === "failed";
    const waiting = view.isMine && view.question.status === "pending" && !view.ask;
    const unsaved = view.change?.state === "failed";
    const disabled = view.change?.state === "sending";
    set(again, { hidden: !failed });
    set(discard, { hidden: !failed && !unsaved });
    set(edit, { hidden: !failed && !waiting, disabled });
    set(withdraw, { hidden: !waiting, disabled });
    element.hidden = !failed && !waiting && !unsaved;
  }
  return { element, update };
}
