import { BadRequest, BulkContactsClient } from "@bulk-contacts/adapter-http/client"
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as Stream from "effect/Stream"
import { CommandFailure } from "../CommandFailure.ts"
import type { ImportJob, ImportResult } from "./destination.ts"
import { explainResponse } from "./explainResponse.ts"
import { readJob } from "./readJob.ts"
import { addressOf, repeatSafely, type ServerAddress, type ServerTarget } from "./ServerTarget.ts"

/**
 * Imports through the HTTP API of a server. One that cannot record imports has stored nothing: the file is sent again without
 * its name, and then there is no command that undoes it.
 */
export const importToServer = (server: ServerTarget, job: ImportJob) =>
  Effect.scoped(sendJob(server, job)).pipe(
    Effect.catchIf(cannotRecord, () => {
      const { import: _, ...options } = job.options
      job.progress.restart()
      return Effect.scoped(sendJob(server, { ...job, options }))
    }),
    Effect.mapError(explainResponse(server)),
  )

/** Whether the only thing that is wrong with a request is that it has the name of an import. */
const cannotRecord = (error: unknown): error is BadRequest =>
  error instanceof BadRequest &&
  error.details !== undefined &&
  error.details.length > 0 &&
  error.details.every(
    ({ field, code }) => field === "import" && (code === "not_supported" || code === "unknown_property"),
  )

const sendJob = Effect.fnUntraced(function* (server: ServerTarget, job: ImportJob) {
  const { file, defaults, progress } = job
  const { key: apiKey, idempotencyKey } = server
  const client = yield* BulkContactsClient.make({ baseUrl: addressOf(server), apiKey }).pipe(
    Effect.provideServiceEffect(HttpClient.HttpClient, httpClient(server)),
  )
  // The contacts are counted as they are sent, so that the server's counts can be checked.
  const [bytes, counted] = yield* Stream.broadcastN(progress.countBytes(file.bytes), { n: 2, capacity: 16 })
  const counting = yield* Effect.forkScoped(Stream.runDrain(readJob(job, counted)))
  const options = { ...job.options, idempotencyKey, retry: false }
  const response = yield* client.bulkCreateStream({ ...file, bytes }, defaults, options)
  // A server may respond before it has read everything.
  if (progress.hasEnded) yield* Effect.ignore(Fiber.join(counting))
  const { outcomes: received, ...counts } = yield* requireSum(server, response, progress.contacts)
  return { ...counts, ...(received && { outcomes: Stream.fromIterable(received) }) } satisfies ImportResult
}, Effect.provide(NodeHttpClient.layerUndici))

/** Sends the user name and the password of the URL, if it has them. Does not follow redirects. */
export const httpClient = ({ url: { username, password } }: ServerAddress) =>
  Effect.map(HttpClient.HttpClient, (client) =>
    username === "" && password === ""
      ? client
      : HttpClient.mapRequest(
          client,
          HttpClientRequest.basicAuth(decodeURIComponent(username), decodeURIComponent(password)),
        ),
  )

/** Counts that do not add up to the number of contacts sent are not believed. */
const requireSum = <Counts extends Pick<ImportResult, "total" | "created" | "skipped" | "invalid">>(
  server: ServerTarget,
  counts: Counts,
  sent: number,
) => {
  const { total, created, skipped, invalid = 0 } = counts
  const areCounts = [created, skipped, invalid].every((count) => Number.isInteger(count) && count >= 0)
  if (areCounts && total === created + skipped + invalid && total === sent) return Effect.succeed(counts)
  return Effect.fail(
    new CommandFailure({
      message:
        `${addressOf(server)} responded with counts that do not add up: ${total} contacts, ${created} created, ` +
        `${skipped} skipped, ${invalid} invalid, but ${sent} were sent. ${repeatSafely(server)}`,
    }),
  )
}
