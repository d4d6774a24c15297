// On wide screens: the room's short address and its QR code, for the neighbour without them.
import { meta } from "./locale.js";

export function showAddress(code) {
  if (!matchMedia("(min-width: 60rem)").matches) return; // a phone has no room to show it
  const address = `${meta.address.replace(/\/$/, "")}/${code}`;
  document.getElementById("share-address").textContent = address.replace(/^https?:\/\//, "");
  document.getElementById("share-code").src = `/r/${encodeURIComponent(code)}/qr.svg`;
}
