import * as Schema from "effect/Schema"
import { parameter } from "./parameter.ts"

export const DEFAULT_LIMIT = 100
const MAX_LIMIT = 1000

const checkLimit = (text: string): string | undefined =>
  /^\d{1,4}$/.test(text) && Number(text) >= 1 && Number(text) <= MAX_LIMIT
    ? undefined
    : `must be a whole number from 1 to ${MAX_LIMIT}`

/** The query parameters of every paged list. */
export const pageParameters = {
  limit: parameter(`How many to return at most: 1 to ${MAX_LIMIT}. Default: ${DEFAULT_LIMIT}`, checkLimit),
  cursor: parameter("The nextCursor of the page before this one, with the same filters and sort order"),
}

/** The body of a page: a property with the items, and the cursor of the next page unless this is the last. */
export const pageOf = <const Name extends string, Item extends Schema.Top>(name: Name, item: Item) =>
  Schema.Struct({
    [name]: Schema.Array(item),
    nextCursor: Schema.optionalKey(
      Schema.String.annotate({ description: "Get the next page with it. Absent on the last page." }),
    ),
  } as { readonly [K in Name]: Schema.$Array<Item> } & { readonly nextCursor: Schema.optionalKey<Schema.String> })
