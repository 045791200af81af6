import * as Context from "effect/Context"
import * as Effect from "effect/Effect"

/** Annotations for the log line and the span of the current request, in addition to its path, status and duration. */
export const RequestLog = Context.Reference<Record<string, string | number>>("@bulk-contacts/adapter-http/RequestLog", {
  defaultValue: () => ({}),
})

/** Adds annotations to that line. Never an email or a key: more people read logs than may read contacts. */
export const annotateRequestLog = (annotations: Readonly<Record<string, string | number>>) =>
  Effect.map(RequestLog, (log) => Object.assign(log, annotations))
