import * as Effect from "effect/Effect"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import { CurrentRequestShare } from "../admission/RequestShare.ts"
import { type CursorScope, encodeCursor } from "./cursor.ts"

interface List<Item, E, R> {
  /** The property of the response. */
  readonly name: string
  /** What its cursors belong to. */
  readonly scope: CursorScope
  /** The number of items that the page may have. */
  readonly limit: number
  /** Reads up to so many items. */
  readonly read: (limit: number) => Effect.Effect<ReadonlyArray<Item>, E, R>
  readonly toJson: (item: Item) => object
}

/** Responds with a page of items whose ids are the positions in the list. */
export const respondWithPage = <Item extends { readonly id: string }, E, R>(list: List<Item, E, R>) =>
  Effect.flatMap(CurrentRequestShare, (share) => share.holdPage(makeResponse(list)))

const makeResponse = Effect.fnUntraced(function* <Item extends { readonly id: string }, E, R>({
  name,
  scope,
  limit,
  read,
  toJson,
}: List<Item, E, R>) {
  // One more tells whether there is a next page.
  const items = yield* read(limit + 1)
  const page = items.slice(0, limit)
  const last = page.at(-1)
  return HttpServerResponse.jsonUnsafe({
    [name]: page.map(toJson),
    ...(items.length > limit && last !== undefined && { nextCursor: yield* encodeCursor(scope, last.id) }),
  })
})
