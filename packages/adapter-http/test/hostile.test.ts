import { connect } from "node:net"
import { times } from "@bulk-contacts/test-support/times"
import fc from "fast-check"
import { assert, it } from "vitest"
import { type HostileRequest, hostileRequest } from "./support/hostileRequest.ts"
import { startServer } from "./support/server.ts"

const AT_ONCE = 20

const server = await startServer()
const { hostname, port } = new URL(server.origin)

/** Sends a request, and returns everything that the server answers until it closes the connection. */
const exchange = ({ head, pieces, end }: HostileRequest): Promise<string> =>
  new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true, noDelay: true })
    let answer = ""
    socket.setEncoding("latin1")
    socket.on("data", (text) => {
      answer += text
    })
    // The server may close the connection on a client that sends more than it reads.
    socket.on("error", () => {})
    socket.on("end", () => socket.end())
    socket.on("close", () => resolve(answer))
    socket.write(head, "latin1")
    const write = (i: number): void => {
      const piece = pieces[i]
      if (piece === undefined) {
        if (end === "half-close") socket.end()
        if (end === "abort") socket.destroy()
      } else if (!socket.destroyed) socket.write(piece, () => write(i + 1))
    }
    write(0)
  })

const requestsInFlight = async () => {
  const text = await (await fetch(`${server.origin}/metrics`, { headers: { connection: "close" } })).text()
  return Number(/^http_requests_in_flight (\S+)$/m.exec(text)?.[1])
}

const attack = async (requests: ReadonlyArray<HostileRequest>): Promise<void> => {
  const answers = await Promise.all(requests.map(exchange))
  for (const [i, answer] of answers.entries()) {
    const statuses = [...answer.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)].map(([, status]) => Number(status))
    for (const status of statuses) assert.isBelow(status, 500, answer)
    if (requests[i]?.end === "wait") assert.isNotEmpty(statuses, "there is no answer")
  }
}

it("answers hostile requests without a failure of its own, and finishes each of them", async () => {
  const requests = fc.array(hostileRequest, { minLength: AT_ONCE, maxLength: AT_ONCE })
  await fc.assert(fc.asyncProperty(requests, attack), { numRuns: times(15, 1000) })
  assert.isEmpty(server.log.filter((line) => line.includes("defect")))
  // The request that asks is one itself. Requests of clients that are gone may take a moment.
  while ((await requestsInFlight()) !== 1);
})
