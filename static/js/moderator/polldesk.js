// The poll desk on the moderators' page: joins its panel, its sheets and the moderator's deeds.
import { clockAhead } from "../net/serverclock.js";
import { composer, previewSheet } from "./polls/ui/composer.js";
import { fileSheet } from "./polls/ui/filesheet.js";
import { pollMoreSheet } from "./polls/ui/moresheet.js";
import { PollPanel } from "./polls/ui/panel.js";
import { resultSheet } from "./polls/ui/resultsheet.js";
import { wordSheet } from "./polls/ui/wordsheet.js";
import { ofKind, theRoom } from "../core/selectors.js";
import { lasting } from "../core/storage.js";
import { t } from "../core/text.js";
import { commandOf, mayDo, seenBy } from "./polls/actions.js";
import { changesOf, createOf, draftOf } from "./polls/draft.js";
import { fetchFile } from "../net/files.js";
import { saveFile } from "../ui/download.js";

const NONE = [];

/**
 * deed(command, fields, options) → refusal or null; presses: which ones were meant; send(command, fields) for what needs no undoing; key(): what opens
 * files; room(): what is known now; say(words): a short word at the foot; entry: what an EntryList needs;
 * shown(): bring the desk into sight → whether it was hidden.
 */
export function pollDesk({ deed, presses, send, key, code, room, say, entry, shown }) {
  const of = (id) => room().items.get(id);
  const polls = () => ofKind(room(), "poll");
  const draftKey = (id) => `suara:poll:${code}:${id ?? "new"}`;
  let words = null; // the open sheet of words and whose they are
  // Where "Open" was, "Close" is a moment later.
  const pressed = (action, id, event) => presses.meant(`${id} ${action}`, event) && act(action, id);
  const panel = new PollPanel({ compose: () => compose(), exchange, act: pressed, more, curate, entry });

  clockAhead().then((ms) => (panel.ahead = ms));

  function act(action, id) {
    const poll = of(id);
    const place = panel.placeOf(id);
    if (!mayDo(poll, action, place)) return;
    if (action === "edit") return compose(poll);
    if (action === "preview") return previewSheet(draftOf(poll));
    if (action === "results") return resultSheet(poll, { code, ...files, refused: say });
    const [command, fields] = commandOf(action, poll, place);
    return deed(command, fields, action === "copy" ? { heard: ({ id: copy }) => panel.choose(copy) } : {});
  }

  function more(id) {
    pollMoreSheet(of(id), panel.placeOf(id), { act });
  }

  function compose(poll = null) {
    const item = theRoom(room());
    composer({
      poll, draft: lasting.read(draftKey(poll?.id)), languages: item?.languages ?? [], moderated: item?.settings?.premoderated !== false,
      keep: (draft) => lasting.write(draftKey(poll?.id), draft),
      forget: () => lasting.remove(draftKey(poll?.id)),
      save: (draft, open) => (poll ? change(poll, draft, open) : create(draft, open)),
    });
  }

  async function create(draft, open) {
    let made = null;
    const refusal = await deed("poll.create", createOf(draft), { quiet: true, heard: ({ id }) => (made = id) });
    if (refusal) return refusal;
    panel.choose(made);
    if (open) await deed("poll.open", { id: made }); // refused: it stands there as a draft, and the refusal is told
    return null;
  }

  /** Only what this moderator changed since the sheet opened: a colleague may have been at other fields meanwhile. */
  async function change(poll, draft, open) {
    const fields = changesOf(draft, { ...poll, state: of(poll.id)?.state ?? poll.state });
    const refusal = Object.keys(fields).length ? await deed("poll.edit", { id: poll.id, ...fields }, { quiet: true }) : null;
    if (!refusal && open && mayDo(of(poll.id), "open")) await deed("poll.open", { id: poll.id });
    return refusal;
  }

  const files = { fetchFile: (path) => fetchFile(path, key()), save: saveFile };

  function exchange() {
    fileSheet({ polls: () => panel.inOrder, create: (fields) => send("poll.create", fields), code, ...files });
  }

  function curate(id) {
    const sheet = wordSheet(of(id), { curate: (fields) => deed("poll.word", { id, ...fields }), onClose: () => (words = null) });
    words = { id, sheet };
  }

  /** One key: what is seen to be chosen opens; what is not gets shown and chosen first, and the next press opens it. */
  function launch() {
    const hidden = shown();
    const { current, next } = panel;
    if (!hidden && current?.state === "draft") return act("open", current.id);
    if (next) panel.choose(next.id, { focus: true });
    say(next ? t("polldesk.press_again") : t("polldesk.no_draft"));
  }

  function close() {
    const { current } = panel;
    if (current?.state === "open" && !shown()) act("close", current.id);
  }

  function reveal() {
    const { current } = panel;
    if (current && !shown()) act(seenBy(current) === "everyone" ? "hide" : "reveal", current.id);
  }

  /** From one open answer to the next; whether the card is one of them. */
  function move(id, way) {
    const card = document.activeElement?.closest?.(".entries > .board-card");
    if (!card) return false;
    (way === "down" ? card.nextElementSibling : way === "up" ? card.previousElementSibling : null)?.focus();
    return true;
  }

  function update({ busy, force }) {
    const entries = ofKind(room(), "entry");
    const leaders = of("leaders") ?? null;
    const view = ({ id, type }) => ({ busy: busy.has(id), leaders, entries: type === "text" ? entries.filter(({ poll }) => poll === id) : NONE });
    panel.show(polls(), { force, view });
    words?.sheet.update(of(words.id));
  }

  return { element: panel.element, update, move, keys: { open_poll: launch, close_poll: close, reveal_poll: reveal }, placeOf: (id) => panel.placeOf(id).index };
}
