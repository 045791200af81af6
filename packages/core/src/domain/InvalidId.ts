import { Schema } from "effect"

/** The id of something new cannot be used. Nothing was created. What exists under such an id can still be used. */
export class InvalidId extends Schema.TaggedError<InvalidId>()("InvalidId", {
  kind: Schema.Literals(["organization", "account", "contact type"]),
  /** What is wrong, without the id: `must not contain U+202E`. */
  reason: Schema.String,
}) {
  override get message(): string {
    return `The id of the ${this.kind} ${this.reason}`
  }
}
