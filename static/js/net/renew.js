// Loading the page anew, when the server has another release of it.

const APART_MS = 60_000;

/** Reloads the page, unless it was just reloaded: then it is not the page that is wrong. Says whether it does. */
export function renew() {
  const [{ type }] = performance.getEntriesByType("navigation");
  if (type === "reload" && performance.now() < APART_MS) return false;
  location.reload();
  return true;
}
