// Renewal of the page, when the server has another release of it.

const MIN_INTERVAL_MS = 60_000;

/** Reloads the page and returns true, unless it was reloaded just before: then the page is not the cause. */
export function renew() {
  const [{ type }] = performance.getEntriesByType("navigation");
  if (type === "reload" && performance.now() < MIN_INTERVAL_MS) return false;
  location.reload();
  return true;
}
