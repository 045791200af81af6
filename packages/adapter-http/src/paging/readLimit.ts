import { DEFAULT_LIMIT } from "../api/page.ts"

/** The number of items that a page may have. The schema of the endpoint has checked the text. */
export const readLimit = ({ limit }: { readonly limit?: string }): number =>
  limit === undefined ? DEFAULT_LIMIT : Number(limit)
