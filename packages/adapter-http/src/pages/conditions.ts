/** Whether `If-None-Match` names the entity tag or any, by the weak comparison (RFC 9110 §13.1.2). */
export const matchesEtag = (ifNoneMatch: string | undefined, etag: string): boolean => {
  if (ifNoneMatch === undefined) return false
  if (ifNoneMatch.trim() === "*") return true
  const tags: ReadonlyArray<string> = ifNoneMatch.match(/"[^"]*"/g) ?? []
  return tags.includes(etag.replace(/^W\//, ""))
}

/** Whether `Accept-Encoding` prefers gzip to no encoding, or accepts both equally (RFC 9110 §12.5.3). */
export const acceptsGzip = (acceptEncoding: string | undefined): boolean => {
  const weights = new Map((acceptEncoding ?? "").split(",").map(weightOf))
  const gzip = weights.get("gzip") ?? weights.get("x-gzip") ?? weights.get("*") ?? 0
  return gzip > 0 && gzip >= (weights.get("identity") ?? 0)
}

const weightOf = (item: string): readonly [string, number] => {
  const [coding = "", ...parameters] = item.toLowerCase().split(";")
  const weight = parameters.map((parameter) => parameter.trim()).find((parameter) => parameter.startsWith("q="))
  return [coding.trim(), weight === undefined ? 1 : Number(weight.slice(2))]
}
