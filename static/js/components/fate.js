// What became of a question, in words; the same words on every page.
import { reasonText, refusalText, t } from "../text.js";

/** `question` with its status; `ask`: what is still on its way (pending.js). */
export function fateText(question, ask) {
  if (ask?.state === "failed") return `${t("fate.failed")}. ${refusalText({ code: ask.code })}`;
  if (ask?.state === "sending") return t("fate.sending");
  if (question.status === "declined" && question.reason) {
    return t("fate.declined_because", { reason: reasonText(question.reason) });
  }
  return t(`fate.${question.status}`);
}
