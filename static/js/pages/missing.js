// Entry of the page for unknown addresses. It shows the code, if the address looks like one.
import { begin } from "../ui/locale.js";
import { t } from "../core/text.js";

await begin();

const [segment, ...deeper] = location.pathname.split("/").filter(Boolean);
const code = segment === "join" ? new URLSearchParams(location.search).get("code")?.trim() : decodeURIComponent(segment ?? "");
if (code && !deeper.length && code.length <= 32) {
  document.getElementById("line").textContent = t("missing.code", { code: code.toUpperCase() });
  document.getElementById("code").value = code;
}
