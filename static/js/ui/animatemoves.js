// Animation from the old place of a list's rows to the new one, in a sixth of a second.

/** Runs `change`, which puts the rows of `list` in another order, and animates those that moved. */
export function animateMoves(list, change) {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const before = still ? [] : [...list.children].map((row) => [row, row.getBoundingClientRect().top]);
  change();
  for (const [row, top] of before) {
    const distance = row.isConnected ? top - row.getBoundingClientRect().top : 0;
    if (Math.abs(distance) < 2) continue;
    row.animate([{ transform: `translateY(${distance}px)` }, { transform: "none" }], { duration: 160, easing: "ease-out" });
  }
}
