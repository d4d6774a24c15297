// Keeps the screen on while the page is looked at. Browsers let go of the lock whenever the page is
// hidden, and some give it only after a touch: it is asked for again each time. Without it, nothing breaks.

export function stayAwake() {
  let held = null;
  const ask = async () => {
    if (document.hidden || (held && !held.released)) return;
    held = await navigator.wakeLock?.request("screen").catch(() => null);
  };
  document.addEventListener("visibilitychange", ask);
  document.addEventListener("pointerdown", ask, { passive: true });
  ask();
}
