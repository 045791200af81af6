import type * as Context from "effect/Context"
import * as Metric from "effect/Metric"

const requests = Metric.counter("http_requests_total", {
  description: "Requests completed, by method, route and status",
  incremental: true,
})

const requestSeconds = Metric.histogram("http_request_duration_seconds", {
  description: "Time from a request's head to its response, by route",
  boundaries: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
})

/** Caches one metric per attribute set (there are few): a new instance has to look its series up again. */
const byAttributes = <Input, State>(metric: Metric.Metric<Input, State>) => {
  const cache = new Map<string, Metric.Metric<Input, State>>()
  return (attributes: Readonly<Record<string, string>>): Metric.Metric<Input, State> => {
    const key = Object.values(attributes).join(" ")
    const cached = cache.get(key) ?? Metric.withAttributes(metric, attributes)
    cache.set(key, cached)
    return cached
  }
}

export const requestsOf = byAttributes(requests)
export const requestSecondsOf = byAttributes(requestSeconds)

export const requestsInFlight = Metric.gauge("http_requests_in_flight", { description: "Requests in progress" })

const contactsCreated = Metric.counter("contacts_created_total", {
  description: "Contacts created",
  incremental: true,
})

const contactsSkipped = Metric.counter("contacts_skipped_total", {
  description: "Contacts skipped because their email already existed",
  incremental: true,
})

const contactsInvalid = Metric.counter("contacts_invalid_total", {
  description: "Contacts left out of lenient requests because they were invalid",
  incremental: true,
})

/** Counts what became of the contacts of a request. */
export const countContacts = (
  { created, skipped, invalid = 0 }: { readonly created: number; readonly skipped: number; readonly invalid?: number },
  context: Context.Context<never>,
): void => {
  contactsCreated.updateUnsafe(created, context)
  contactsSkipped.updateUnsafe(skipped, context)
  contactsInvalid.updateUnsafe(invalid, context)
}
