// What one can do with one's own question: edit or take back while it waits, try again when it was not sent.
import { h, icon, set, write } from "../ui/dom.js";
import { t } from "../core/text.js";

const SURE_MS = 5000;

/** @param {{edit, withdraw, again, discard}} does; each is given the view */
export function ownActions(does) {
  let shown = {};
  const button = (sign, key, action) => {
    const words = h("span", {}, t(key));
    const element = h("button.button.plain.small", { type: "button", onclick: () => action(shown, words) }, icon(sign), words);
    return Object.assign(element, { words });
  };
  const edit = button("edit", "own.edit", does.edit);
  const withdraw = button("undo", "own.withdraw", (view, words) => {
    if (withdraw.dataset.sure) return does.withdraw(view);
    withdraw.dataset.sure = "yes";
    write(words, t("own.withdraw_sure"));
    setTimeout(() => {
      delete withdraw.dataset.sure;
      write(words, t("own.withdraw"));
    }, SURE_MS);
  });
  const again = button("send", "retry", does.again);
  const discard = button("close", "fate.discard", does.discard);
  const element = h("div.own", {}, again, edit, withdraw, discard);

  function update(view) {
    shown = view;
    const failed = view.ask?.state === "failed";
    const waiting = view.isMine && view.question.status === "pending" && !view.ask;
    const unsaved = view.act?.state === "failed";
    const disabled = view.act?.state === "sending";
    set(again, { hidden: !failed });
    set(discard, { hidden: !failed && !unsaved });
    set(edit, { hidden: !failed && !waiting, disabled });
    set(withdraw, { hidden: !waiting, disabled });
    element.hidden = !failed && !waiting && !unsaved;
  }
  return { element, update };
}
