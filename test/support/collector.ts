import { once } from "node:events"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { buffer } from "node:stream/consumers"
import { onTestFinished } from "vitest"

interface ReceivedSpan {
  readonly name: string
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly kind: number
  readonly status: { readonly code: number }
  readonly attributes: Readonly<Record<string, unknown>>
  readonly events: ReadonlyArray<unknown>
}

export interface Collector {
  readonly url: string
  readonly paths: ReadonlyArray<string>
  /** The spans that arrived as JSON. */
  readonly spans: ReadonlyArray<ReceivedSpan>
  /** Attributes of the sender. Only of what arrived as JSON. */
  readonly resource: () => Readonly<Record<string, unknown>>
  /** Everything that was received, one character per byte. */
  readonly text: () => string
}

/** Receives OTLP over HTTP on a free port until the test ends. */
export const startCollector = async (): Promise<Collector> => {
  const bodies: Array<any> = []
  const paths: Array<string> = []
  const spans: Array<ReceivedSpan> = []
  let text = ""
  const server = createServer(async (request, response) => {
    const received = await buffer(request)
    paths.push(`${request.method} ${request.url}`)
    text += received.toString("latin1")
    response.end("{}")
    if (request.headers["content-type"] !== "application/json") return
    const body = JSON.parse(received.toString())
    bodies.push(body)
    for (const { scopeSpans } of body.resourceSpans) {
      for (const { spans: received } of scopeSpans) {
        for (const span of received) spans.push({ ...span, attributes: record(span.attributes) })
      }
    }
  })
  onTestFinished(() => void server.close().closeAllConnections())
  await once(server.listen(0, "127.0.0.1"), "listening")
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    paths,
    spans,
    resource: () => record(bodies[0].resourceSpans[0].resource.attributes),
    text: () => text,
  }
}

const record = (attributes: ReadonlyArray<{ key: string; value: object }>): Record<string, unknown> =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]))
