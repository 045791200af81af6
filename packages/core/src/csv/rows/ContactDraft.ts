import * as Predicate from "effect/Predicate"
import * as Result from "effect/Result"
import { splitDisplayName } from "../../domain/DisplayName.ts"
import { CONTACT_JSON } from "../../domain/limits.ts"
import { parseMailbox } from "../../domain/Mailbox.ts"
import type { Rejection } from "../../domain/Rejection.ts"
import { isBlank } from "../../domain/Text.ts"
import { parseJson } from "../../request/parseJson.ts"
import type { ColumnTarget } from "../CsvOptions.ts"
import type { Column } from "../columns/Column.ts"
import { isSameText, isWrittenAs } from "./names.ts"

const METADATA = "metadata."
const jsonFields = ["accountIds", "customFieldValues", "metadata"]
const LIST_SEPARATOR = " ::: "

/** What Facebook writes before the phone numbers of leads. */
const phonePrefix = /^\s*p:/i

/** A contact while its row is read. Of several values for one field the first is taken, the others are counted. */
export class ContactDraft {
  readonly contact: Record<string, unknown> = {}
  readonly #countUnstored: (column: Column, count: number) => void
  #fullName: { readonly column: Column; readonly value: string } | undefined
  #metadata: Map<string, string> | undefined
  #lastNumbers: Map<string, number> | undefined

  constructor(countUnstored: (column: Column, count: number) => void) {
    this.#countUnstored = countUnstored
  }

  set(column: Column, target: ColumnTarget, cell: string): void {
    let value = column.isList === true ? this.#firstOf(column, cell) : cell
    if (target === "phoneNumber") value = value.replace(phonePrefix, "")
    if (target === "fullName") this.#setFullName(column, value)
    else if (target.startsWith(METADATA)) this.#setMetadata(column, target.slice(METADATA.length), value)
    else if (this.contact[target] === undefined) this.contact[target] = value
    else if (!isSameText(this.contact[target] as string, value)) this.#countUnstored(column, 1)
  }

  /** Keeps a value under the name of its column; the second value under the same name as `NAME 2`. */
  keep(name: string, value: string): void {
    this.#metadata ??= new Map()
    if (!this.#metadata.has(name)) {
      this.#metadata.set(name, value)
      return
    }
    this.#lastNumbers ??= new Map()
    let number = this.#lastNumbers.get(name) ?? 1
    do number++
    while (this.#metadata.has(`${name} ${number}`))
    this.#lastNumbers.set(name, number)
    this.#metadata.set(`${name} ${number}`, value)
  }

  /**
   * Combines values of several columns, and splits cells that hold several fields. Returns what is wrong with the row.
   */
  finish(): Rejection | undefined {
    this.#readMailbox()
    this.#readFullName()
    for (const field of jsonFields) {
      const problem = this.#readJson(field)
      if (problem !== undefined) return problem
    }
    return this.#metadata === undefined ? undefined : this.#mergeMetadata(this.#metadata)
  }

  #firstOf(column: Column, cell: string): string {
    const values = cell.split(LIST_SEPARATOR).filter((value) => !isBlank(value))
    if (values.length > 1) this.#countUnstored(column, values.length - 1)
    return values[0] ?? cell
  }

  #setFullName(column: Column, value: string): void {
    if (this.#fullName === undefined) this.#fullName = { column, value }
    else if (!isSameText(this.#fullName.value, value)) this.#countUnstored(column, 1)
  }

  #setMetadata(column: Column, key: string, value: string): void {
    this.#metadata ??= new Map()
    const existing = this.#metadata.get(key)
    if (existing === undefined) this.#metadata.set(key, value)
    else if (existing !== value) this.#countUnstored(column, 1)
  }

  #hasName(): boolean {
    return this.contact["firstName"] !== undefined || this.contact["lastName"] !== undefined
  }

  /** An email column may have mailboxes: `Ada Lovelace <ada@example.com>`. */
  #readMailbox(): void {
    const email = this.contact["email"] as string | undefined
    if (email === undefined || !/[>)]\s*$/.test(email)) return
    const mailbox = parseMailbox(email.trim())
    if (Result.isFailure(mailbox)) return
    const { address, displayName } = mailbox.success
    this.contact["email"] = address
    if (!this.#hasName() && this.#fullName === undefined) this.#setName(displayName)
  }

  #readFullName(): void {
    if (this.#fullName === undefined) return
    const { column, value } = this.#fullName
    const { email, firstName = "", lastName = "" } = this.contact as Record<string, string | undefined>
    if (!this.#hasName()) {
      // Programs write the address where they have no name.
      if (email === undefined || !isSameText(email, value)) this.#setName(value)
    } else if (!isWrittenAs(value, firstName, lastName)) this.#countUnstored(column, 1)
  }

  #setName(name: string): void {
    const { firstName, lastName } = splitDisplayName(name)
    if (!isBlank(firstName)) this.contact["firstName"] = firstName
    if (!isBlank(lastName)) this.contact["lastName"] = lastName
  }

  #readJson(field: string): Rejection | undefined {
    const cell = this.contact[field]
    if (typeof cell !== "string" || (field === "accountIds" && !cell.startsWith("["))) return undefined
    const parsed = parseJson(cell, CONTACT_JSON)
    if (Result.isSuccess(parsed)) this.contact[field] = parsed.success
    // Text that is not JSON is kept: validation will report that an object or an array was expected.
    else if (parsed.failure.code !== "invalid_json") {
      return { code: parsed.failure.code, message: `has ${field} that ${parsed.failure.message}` }
    }
    return undefined
  }

  #mergeMetadata(kept: ReadonlyMap<string, string>): Rejection | undefined {
    const { metadata } = this.contact
    if (metadata === undefined) {
      this.contact["metadata"] = Object.fromEntries(kept)
      return undefined
    }
    if (!Predicate.isObject(metadata)) return undefined
    const twice = Object.keys(metadata).find((key) => kept.has(key))
    if (twice === undefined) {
      this.contact["metadata"] = Object.fromEntries([...Object.entries(metadata), ...kept])
      return undefined
    }
    return {
      code: "duplicate_column",
      message: `has the key ${JSON.stringify(twice)} in metadata and as a column of its own`,
    }
  }
}
