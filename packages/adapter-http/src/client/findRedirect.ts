import { RedirectRejected } from "./clientErrors.ts"

/** Why a response is rejected if it is a redirect. Browsers hide where it leads and report the status 0. */
export const findRedirect = (
  status: number,
  location: string | null | undefined,
  requestUrl: string,
): RedirectRejected | undefined => {
  if (status !== 0 && (status < 300 || status > 399)) return undefined
  const place = placeOf(location, requestUrl)
  const redirect = place === undefined ? "a redirect" : `a redirect to ${place}`
  return new RedirectRejected({
    statusCode: status,
    ...(place !== undefined && { location: place }),
    message: `The server responded with ${redirect}, which the client does not follow. Set baseUrl to the server's own address`,
  })
}

const MAX_PLACE = 300

/** Percent-encoded, so it has no control characters; without credentials, and not longer than anyone reads. */
const placeOf = (location: string | null | undefined, requestUrl: string): string | undefined => {
  if (typeof location !== "string") return undefined
  const url = URL.parse(location, requestUrl)
  if (url === null) return undefined
  url.username = ""
  url.password = ""
  return url.href.length > MAX_PLACE ? `${url.href.slice(0, MAX_PLACE)}…` : url.href
}
