import * as Schema from "effect/Schema"

/**
 * The schema was changed by a later release, and does not serve this one any more. Releases are named by the number of their
 * last migration.
 */
export class ReleaseTooOld extends Schema.TaggedError<ReleaseTooOld>()("ReleaseTooOld", {
  release: Schema.Number,
  oldestRelease: Schema.Number,
}) {
  override get message(): string {
    const { release, oldestRelease } = this
    return `The database needs a later release: its schema serves those from migration ${oldestRelease} on, and this one ends at ${release}`
  }
}
