// The speaker's polls: loaded when there is one.
import { latestPoll } from "../polls/model/showing.js";
import { speakerPoll } from "../polls/speakerpoll.js";
import { ofKind } from "../core/selectors.js";

/** Returns draw(room). */
export function speakerPolls(main) {
  const view = speakerPoll();
  main.querySelector("#now").after(view.element);
  return function draw(room) {
    const poll = latestPoll(ofKind(room, "poll"));
    main.toggleAttribute("data-poll", Boolean(poll));
    view.update({ poll, entries: poll ? ofKind(room, "entry").filter((entry) => entry.poll === poll.id) : [] });
  };
}
