// Texts about a question, the same on every page.
import { has, isolated, reasonText, refusalText, t } from "../core/text.js";

/** Returns the asker: "Ayu · Citizen · Jakarta". `nameless`: used without a name; "" where space is short. */
export function personText({ name, sector, city } = {}, nameless = t("anonymous")) {
  const as = sector && (has(`sector.${sector}`) ? t(`sector.${sector}`) : sector);
  return [isolated(name) || nameless, as, isolated(city)].filter(Boolean).join("\u00a0· ");
}

/** Returns the status. `ask`, `change`: commands about this question that are unconfirmed or failed (core/pending.js). */
export function statusText(question, ask, change) {
  if (change?.state === "failed") return `${statusText(question, ask)}. ${t("own.not_saved", { text: change.text })}`;
  if (ask?.state === "failed") return `${t("status.failed")}. ${refusalText({ code: ask.code })}`;
  if (ask?.state === "sending") return t("status.sending");
  if (question.status === "declined" && question.reason) {
    return t("status.declined_because", { reason: reasonText(question.reason) });
  }
  return t(`status.${question.status}`);
}
