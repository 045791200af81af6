import type { Collector } from "@bulk-contacts/test-support/collector"

/** The trace of the last request, as a page draws it: the service, and its spans with their attributes, but no statements. */
export const drawTrace = ({ spans, resource }: Pick<Collector, "spans" | "resource">): string => {
  const childrenOf = (parent: string) =>
    spans.filter(({ parentSpanId, name }) => parentSpanId === parent && name !== "postgresql")

  const draw = (drawn: ReadonlyArray<(typeof spans)[number]>, indent: string): ReadonlyArray<string> =>
    drawn.flatMap(({ name, attributes, spanId }, i) => {
      const names = Object.keys(attributes)
      const [branch, below] = i < drawn.length - 1 ? ["├", "│"] : ["└", " "]
      return [
        `${indent}${branch} ${name}${names.length === 0 ? "" : ` (${names.join(", ")})`}`,
        ...draw(childrenOf(spanId), `${indent}${below} `),
      ]
    })

  const requests = spans.filter(({ name }) => name.startsWith("POST "))
  return [resource()["service.name"], ...draw(requests.slice(-1), ""), ""].join("\n")
}
