// What became of a question, in words; the same words on every page.
import { reasonText, refusalText, t } from "../core/text.js";

/** `question` with its status; `ask`, `act`: what is still on its way, or did not get there (pending.js). */
export function fateText(question, ask, act) {
  if (act?.state === "failed") return `${fateText(question, ask)}. ${t("own.not_saved", { text: act.text })}`;
  if (ask?.state === "failed") return `${t("fate.failed")}. ${refusalText({ code: ask.code })}`;
  if (ask?.state === "sending") return t("fate.sending");
  if (question.status === "declined" && question.reason) {
    return t("fate.declined_because", { reason: reasonText(question.reason) });
  }
  return t(`fate.${question.status}`);
}
