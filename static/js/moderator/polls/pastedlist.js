// A pasted text as the entries of a list. Pure.

const LINE_END = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/u;
const MARKED = /^(?:([•‣◦▪▫■□●○∙·⁃➤►→✓✔☐☑*+–—-])(?:[ \t\u00a0]+\[[ x]\])?[ \t\u00a0]+|(\(?)(\d{1,3}|\p{L}|[ivx]{1,5})([.)])[ \t\u00a0]+)(?=\S)/iu;
const THAI = "กขคงจฉชซฌญ";

/**
 * Returns the lines that are not empty. Marks of a list are left out if all lines have a mark of one kind: the same
 * bullet, or numbers or letters that count up from the first.
 */
export function listEntries(text) {
  const lines = text.split(LINE_END).map((line) => line.trim()).filter(Boolean);
  const marks = lines.map((line) => MARKED.exec(line));
  return lines.length > 1 && (areBullets(marks) || areCounted(marks)) ? lines.map((line, index) => line.slice(marks[index][0].length)) : lines;
}

const areBullets = (marks) => marks.every((mark) => mark?.[1] && mark[1] === marks[0][1]);

const areCounted = (marks) =>
  marks.every((mark) => mark?.[3] && mark[2] === marks[0][2] && mark[4] === marks[0][4]) &&
  COUNTS.some((count) => marks.every((mark, index) => mark[3].toLowerCase() === count(index)));

const ROMAN = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv"];
const COUNTS = [
  (index) => String(index + 1),
  (index) => String(index),
  (index) => "abcdefghijklmnopqrstuvwxyz"[index],
  (index) => THAI[index],
  (index) => ROMAN[index],
];
