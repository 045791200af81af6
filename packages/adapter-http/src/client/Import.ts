import type * as Schema from "effect/Schema"
import type { ImportDto, ImportUndoneDto } from "../api/importEndpoints.ts"

/** An import of the list. */
export interface Import extends Schema.Schema.Type<typeof ImportDto> {}

/** What an undo did. */
export interface ImportUndone extends Schema.Schema.Type<typeof ImportUndoneDto> {}

/** Which page of a list to get. */
export interface PageOptions {
  /** 1 to 1,000. Default: 100. */
  readonly limit?: number
  /** The `nextCursor` of the page before this one. Default: the first page. */
  readonly cursor?: string
}

/** A page of the list of imports. */
export interface ImportPage {
  readonly imports: ReadonlyArray<Import>
  /** Absent on the last page. */
  readonly nextCursor?: string
}
