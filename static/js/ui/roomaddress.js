// The room's short address and its QR code, shown on wide screens for neighbours who are not here yet.
import { meta } from "./locale.js";

export function showAddress(code) {
  if (!matchMedia("(min-width: 60rem)").matches) return; // a phone has no space for it
  const address = `${meta.address.replace(/\/$/, "")}/${code}`;
  document.getElementById("share-address").textContent = address.replace(/^https?:\/\//, "");
  document.getElementById("share-code").src = `/r/${encodeURIComponent(code)}/qr.svg`;
}
