import { MAX_JSON_NAMES, parseJson } from "@bulk-contacts/core"
import * as Result from "effect/Result"
import type { OpenedFile } from "../../protocol.ts"
import { Refused } from "../Refused.ts"
import { toTable } from "./jsonTable.ts"
import { MAX_JSON_BYTES, MAX_ROWS } from "./limits.ts"
import { RowStore } from "./RowStore.ts"
import { plain, type SourceFile } from "./SourceFile.ts"

/** Reads JSON: an array of contacts, or the body of a request. */
export const readJsonFile = async (file: Blob): Promise<SourceFile> => {
  if (file.size > MAX_JSON_BYTES) throw new Refused("tooLargeForBrowser")
  const parsed = parseJson(await file.text(), { maxDepth: 64, maxValues: 10_000_000, maxNames: MAX_JSON_NAMES })
  if (Result.isFailure(parsed)) throw new Refused(parsed.failure.code, parsed.failure.message)
  const body = parsed.success
  const isBody = typeof body === "object" && body !== null && !Array.isArray(body) && "contacts" in body
  const contacts: unknown = isBody ? body.contacts : body
  if (!Array.isArray(contacts)) throw new Refused("wrong_type", "must be an array of contacts")
  if (contacts.length > MAX_ROWS) throw new Refused("tooLargeForBrowser")
  // Positions in JSON files count from 0; rows for people from 1.
  const { names, rows } = toTable(contacts.map((value, i) => ({ line: i + 1, value })))
  const store = new RowStore()
  for (const row of rows) store.add(row)
  return { ...plain, format: "json", store, names, defaults: isBody ? defaultsOf(body) : {} }
}

const defaultsOf = (body: object): OpenedFile["defaults"] => {
  const { accountIds, contactType, source } = body as Record<string, unknown>
  const accounts = typeof accountIds === "string" ? [accountIds] : accountIds
  return {
    ...(Array.isArray(accounts) && { accountIds: accounts.filter((id) => typeof id === "string") }),
    ...(typeof contactType === "string" && { contactType }),
    ...(typeof source === "string" && { source }),
  }
}
