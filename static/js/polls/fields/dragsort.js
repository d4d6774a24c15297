// Sorting of a list by dragging a row's handle with finger, pen or mouse. Other rows make room. A finger drags by the
// number alone; on the rest of the row it scrolls the page.

/** @param {(from: number, to: number) => void} moved called when a row was dropped in another place */
export function enableDragSort(list, moved) {
  list.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest(".handle");
    if (!handle || event.button !== 0 || (event.pointerType !== "mouse" && !event.target.closest(".place"))) return;
    const row = handle.parentElement;
    const rows = [...list.children];
    const from = rows.indexOf(row);
    const tops = rows.map((each) => each.getBoundingClientRect().top + each.offsetHeight / 2);
    let to = from;

    const drag = ({ clientY }) => {
      const by = clientY - event.clientY;
      if (Math.abs(by) > 4) row.dataset.dragged = "yes";
      row.style.transform = `translateY(${by}px)`;
      const middle = tops[from] + by;
      to = tops.filter((top, index) => index !== from && top < middle).length;
      rows.forEach((each, index) => {
        if (each === row) return;
        const shift = index > from && index <= to ? -1 : index < from && index >= to ? 1 : 0;
        each.style.transform = shift ? `translateY(${shift * row.offsetHeight}px)` : "";
      });
    };
    const stop = (how) => {
      const wasDragged = row.dataset.dragged;
      for (const each of rows) each.style.transform = "";
      delete row.dataset.dragged;
      gone.abort();
      if (how.type === "pointerup" && wasDragged) moved(from, to);
    };
    const gone = new AbortController();
    const { signal } = gone;
    handle.setPointerCapture(event.pointerId);
    handle.addEventListener("pointermove", drag, { signal });
    for (const name of ["pointerup", "pointercancel"]) handle.addEventListener(name, stop, { signal });
  });
}
