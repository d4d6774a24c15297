// Entry of the start page: a code to enter, and the rooms there are. The form works without scripts too.
import { nothing, programme } from "../home/programme.js";
import { fetchConferences } from "../net/conferences.js";
import { h } from "../ui/dom.js";
import { t } from "../core/text.js";
import { begin } from "../ui/locale.js";

await begin();

const unknown = new URLSearchParams(location.search).get("unknown");
const field = document.getElementById("code");
if (unknown) {
  document.getElementById("code-problem").textContent = t("home.unknown", { code: unknown.toUpperCase() });
  field.value = unknown;
  field.setAttribute("aria-invalid", "true");
}

const place = document.getElementById("programme");
place.append(h("div.rooms", { "aria-hidden": "true" }, h("div.skeleton"), h("div.skeleton")));
place.replaceChildren(...(await fetchConferences().then(programme).catch(() => [nothing()])));
