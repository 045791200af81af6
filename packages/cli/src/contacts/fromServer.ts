import type { ContactFilter, ContactSort } from "@bulk-contacts/core"
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as Effect from "effect/Effect"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import type * as HttpClientResponse from "effect/http/HttpClientResponse"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Stream from "effect/Stream"
import { CommandFailure, rejection } from "../CommandFailure.ts"
import { addressOf, type ServerAddress } from "../import/ServerTarget.ts"
import { httpClient } from "../import/toServer.ts"
import type { ContactPages, ContactSource } from "./ContactSource.ts"
import { readContact } from "./readContact.ts"

const LIST_PATH = "/v1/accounts/contacts"
const PAGE = "1000"

/** Lines that are handled at once. */
const LINES = 500

/** Reads through the HTTP API of a server. */
export const serverSource = (server: ServerAddress): ContactSource => {
  const get = Effect.fnUntraced(function* (path: string, query: Readonly<Record<string, string>>, accept: string) {
    const client = yield* httpClient(server)
    const request = HttpClientRequest.get(`${addressOf(server)}${path}?${new URLSearchParams(query)}`, {
      headers: { "x-api-key": Redacted.value(server.key), accept },
    })
    const response = yield* Effect.mapError(client.execute(request), (error) => noResponse(server, error))
    return response.status === 200 ? response : yield* explainStatus(server, response)
  })

  const listPage = Effect.fnUntraced(function* (query: Readonly<Record<string, string>>) {
    const response = yield* get(LIST_PATH, query, "application/json")
    const body = (yield* Effect.mapError(response.json, () => notOurs(server))) as {
      readonly contacts?: unknown
      readonly nextCursor?: unknown
    } | null
    const contacts = Array.isArray(body?.contacts) ? body.contacts.map(readContact) : [null]
    if (contacts.includes(null)) return yield* notOurs(server)
    return { contacts: contacts.filter((contact) => contact !== null), next: body?.nextCursor }
  })

  const list = (filter: ContactFilter, sort: ContactSort): ContactPages => {
    const query = { ...queryOf(filter), sort, limit: PAGE }
    return Stream.paginate("", (cursor) =>
      Effect.map(listPage(cursor === "" ? query : { ...query, cursor }), ({ contacts, next }) => [
        [contacts],
        typeof next === "string" ? Option.some(next) : Option.none(),
      ]),
    ).pipe(Stream.provide(NodeHttpClient.layerUndici))
  }

  const exportAll = (filter: ContactFilter): ContactPages =>
    Stream.unwrap(
      Effect.map(get(`${LIST_PATH}/export`, queryOf(filter), "application/x-ndjson"), (response) =>
        response.stream.pipe(
          Stream.decodeText,
          Stream.splitLines,
          // A transfer that is broken off fails here.
          Stream.mapError((error) => noResponse(server, error)),
          Stream.rechunk(LINES),
          Stream.mapArrayEffect((lines) => {
            const contacts = lines.map((line) => readContact(parseLine(line)))
            return contacts.includes(null)
              ? Effect.fail(notOurs(server))
              : Effect.succeed([contacts.filter((contact) => contact !== null)] as const)
          }),
        ),
      ),
    ).pipe(Stream.provide(NodeHttpClient.layerUndici))

  return { list, exportAll }
}

const queryOf = (filter: ContactFilter): Record<string, string> =>
  Object.fromEntries(
    Object.entries(filter).map(([name, value]) => [name, value instanceof Date ? value.toISOString() : String(value)]),
  )

const parseLine = (line: string): unknown => {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}

const noResponse = (server: ServerAddress, error: unknown): CommandFailure => {
  const { cause = error } = error instanceof Error ? error : {}
  return new CommandFailure({
    message: `${addressOf(server)}: ${cause instanceof Error ? cause.message : String(cause)}. Nothing was written`,
  })
}

const explainStatus = Effect.fnUntraced(function* (
  server: ServerAddress,
  response: HttpClientResponse.HttpClientResponse,
) {
  const body = (yield* Effect.orElseSucceed(response.json, () => null)) as {
    readonly message?: unknown
    readonly details?: ReadonlyArray<{ readonly field?: unknown; readonly message?: unknown }>
  } | null
  if (typeof body?.message !== "string") return yield* notOurs(server, response.status)
  const details = Array.isArray(body.details) ? body.details.map(({ field, message }) => `${field} ${message}`) : []
  const message = `${addressOf(server)} responded with ${response.status}: ${[body.message, ...details].join("; ")}`
  const isOurs = response.status === 400 || response.status === 401
  return yield* isOurs ? rejection(message) : new CommandFailure({ message })
})

const notOurs = (server: ServerAddress, status?: number): CommandFailure =>
  new CommandFailure({
    message: `${addressOf(server)} responded${status === undefined ? "" : ` with ${status}`}, but not like a bulk-contacts server`,
  })
