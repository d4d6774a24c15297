// Who asks: "Ayu · Citizen · Jakarta". Where room is short, the nameless need not be called anonymous.
import { has, t } from "../core/text.js";

export function personText({ name, sector, city } = {}, nameless = t("anonymous")) {
  const as = sector && (has(`sector.${sector}`) ? t(`sector.${sector}`) : sector);
  return [name || nameless, as, city].filter(Boolean).join("\u00a0· ");
}
