import type { IncomingMessage, Server, ServerResponse } from "node:http"

const UNAVAILABLE = {
  statusCode: 503,
  message: "The server is starting: its database is not open yet",
  error: "Service Unavailable",
}

/**
 * Answers every request until something else listens for them: the process is alive, and not ready. Responses close their
 * connections, so that clients connect to another server meanwhile.
 */
export const answerWhileStarting = (server: Server): void => {
  const onListener = (event: string) => {
    if (event !== "request") return
    server.off("request", answer).off("newListener", onListener)
  }
  server.on("request", answer).on("newListener", onListener)
}

const answer = (request: IncomingMessage, response: ServerResponse): void => {
  request.resume()
  const isLive = request.url === "/health/live" && (request.method === "GET" || request.method === "HEAD")
  const headers = { "content-type": "application/json", connection: "close" }
  if (isLive) response.writeHead(200, headers).end(JSON.stringify({ status: "ok" }))
  else response.writeHead(503, { ...headers, "retry-after": "1" }).end(JSON.stringify(UNAVAILABLE))
}
