// The speaker's polls. They load when there is a poll.
import { ofKind } from "../core/selectors.js";
import { pollForSpeaker } from "../polls/model/screenpoll.js";
import { speakerPollView } from "./pollview.js";

/** Returns draw(room). */
export function speakerPolls(main) {
  const view = speakerPollView();
  main.querySelector("#now").after(view.element);
  return function draw(room) {
    const poll = pollForSpeaker(ofKind(room, "poll"));
    main.toggleAttribute("data-poll", Boolean(poll));
    view.update({ poll, entries: poll ? ofKind(room, "entry").filter((entry) => entry.poll === poll.id) : [] });
  };
}
