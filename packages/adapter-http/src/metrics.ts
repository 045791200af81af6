import { Metric } from "effect"

export const requests = Metric.counter("http_requests_total", {
  description: "Requests answered, by method, route and status",
  incremental: true,
})

export const requestSeconds = Metric.histogram("http_request_duration_seconds", {
  description: "Time from a request's head to its answer, by route",
  boundaries: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
})

export const requestsInFlight = Metric.gauge("http_requests_in_flight", { description: "Requests under way" })

export const contactsCreated = Metric.counter("contacts_created_total", {
  description: "Contacts created",
  incremental: true,
})

export const contactsSkipped = Metric.counter("contacts_skipped_total", {
  description: "Contacts skipped, because their email was there",
  incremental: true,
})
