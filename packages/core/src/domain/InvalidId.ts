import * as Data from "effect/Data"

/** The id of something new cannot be used. Nothing was created. What exists under such an id can still be used. */
export class InvalidId extends Data.TaggedError("InvalidId")<{
  readonly kind: "organization" | "account" | "contact type"
  /** What is wrong, without the id: `must not contain U+202E`. */
  readonly reason: string
}> {
  override get message(): string {
    return `The id of the ${this.kind} ${this.reason}`
  }
}
