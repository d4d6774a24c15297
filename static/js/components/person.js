// Who asks: "Ayu · Citizen · Jakarta".
import { has, t } from "../text.js";

export function personText({ name, sector, city } = {}) {
  const as = sector && (has(`sector.${sector}`) ? t(`sector.${sector}`) : sector);
  return [name || t("anonymous"), as, city].filter(Boolean).join(" · ");
}
