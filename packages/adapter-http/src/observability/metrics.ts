import { Metric } from "effect"

const requests = Metric.counter("http_requests_total", {
  description: "Requests answered, by method, route and status",
  incremental: true,
})

const requestSeconds = Metric.histogram("http_request_duration_seconds", {
  description: "Time from a request's head to its answer, by route",
  boundaries: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
})

/** The metric with each set of attributes, of which there are few. A new one would have to find its series first. */
const byAttributes = <Input, State>(metric: Metric.Metric<Input, State>) => {
  const made = new Map<string, Metric.Metric<Input, State>>()
  return (attributes: Readonly<Record<string, string>>): Metric.Metric<Input, State> => {
    const key = Object.values(attributes).join(" ")
    const known = made.get(key) ?? Metric.withAttributes(metric, attributes)
    made.set(key, known)
    return known
  }
}

export const requestsOf = byAttributes(requests)
export const requestSecondsOf = byAttributes(requestSeconds)

export const requestsInFlight = Metric.gauge("http_requests_in_flight", { description: "Requests under way" })

export const contactsCreated = Metric.counter("contacts_created_total", {
  description: "Contacts created",
  incremental: true,
})

export const contactsSkipped = Metric.counter("contacts_skipped_total", {
  description: "Contacts skipped, because their email was there",
  incremental: true,
})
