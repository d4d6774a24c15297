/** What a command met instead of an `ok`. `code` is the server's, or `offline`, `timeout`, `ended` from here. */
export class Refusal extends Error {
  constructor(no, ref) {
    super(no.message ?? no.code);
    this.name = "Refusal";
    this.ref = ref;
    for (const name of ["code", "field", "retry_after_s", "into", "item"]) this[name] = no[name];
  }
}
