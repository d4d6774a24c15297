// The organisers' state: a conference with its rooms, and the key that opens them. It knows no DOM.
import { forThisTab } from "../core/storage.js";

export class OrganiserState {
  conference; // undefined before the first answer, null if nobody answers, {} if there is none with this slug

  /** fetchConferences() resolves with all public conferences. */
  constructor(slug, { fetchConferences, storage = forThisTab }) {
    Object.assign(this, { slug, fetchConferences, storage, storageKey: `suara:organiser:${slug}` });
  }

  /** Keeps a key for this tab only: it opens every room as a moderator. */
  keepKey(key) {
    if (key) this.storage.set(this.storageKey, key);
  }

  get mayModerate() {
    return Boolean(this.storage.get(this.storageKey));
  }

  get rooms() {
    return this.conference?.rooms ?? [];
  }

  /** Key of the text that says what is missing, or null. */
  get problem() {
    if (!this.conference) return "organiser.offline";
    if (!this.conference.slug) return "organiser.none";
    return this.mayModerate ? null : "organiser.no_key";
  }

  /** The address of a room's page, with the key. @param {"moderate"|"speak"} page */
  address(code, page) {
    return `/r/${encodeURIComponent(code)}/${page}#key=${encodeURIComponent(this.storage.get(this.storageKey))}`;
  }

  async refresh() {
    try {
      const conferences = await this.fetchConferences();
      this.conference = conferences.find(({ slug }) => slug === this.slug) ?? {};
    } catch {
      this.conference = null;
    }
  }
}
