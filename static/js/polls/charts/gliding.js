// Shows where a row went: from its old place to the new one, in a sixth of a second.

/** Makes `change` to the order of `list`'s rows, which are the same elements before and after. */
export function gliding(list, change) {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const before = still ? [] : [...list.children].map((row) => [row, row.getBoundingClientRect().top]);
  change();
  for (const [row, top] of before) {
    const distance = row.isConnected ? top - row.getBoundingClientRect().top : 0;
    if (Math.abs(distance) < 2) continue;
    row.animate([{ transform: `translateY(${distance}px)` }, { transform: "none" }], { duration: 160, easing: "ease-out" });
  }
}
