// Wake lock: keeps the screen on while the page is visible. Browsers release the lock whenever the page is hidden,
// and some grant it only after a touch, so it is requested again each time. Nothing breaks without it.

export function keepScreenOn() {
  let lock = null;
  const request = async () => {
    if (document.hidden || (lock && !lock.released)) return;
    lock = await navigator.wakeLock?.request("screen").catch(() => null);
  };
  document.addEventListener("visibilitychange", request);
  document.addEventListener("pointerdown", request, { passive: true });
  request();
}
