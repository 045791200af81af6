import { createHash, randomUUID } from "node:crypto"
import { readFileSync } from "node:fs"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { basename } from "node:path"

/** A package, packed for publication. */
export interface PackedPackage {
  readonly manifest: { readonly name: string; readonly version: string }
  /** The path of its tarball. */
  readonly tarball: string
}

/**
 * Starts a registry on the loopback interface that has these packages and no others, so that package managers install
 * them by name, as users do.
 */
export const startRegistry = async (packages: ReadonlyArray<PackedPackage>) => {
  // Its address is another one in each run: package managers keep what an address answered.
  const root = `/${randomUUID()}/`
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? "").replace(root, "")
    const packed = packages.find(({ manifest, tarball }) => path === manifest.name || path === basename(tarball))
    if (packed === undefined) {
      response.writeHead(404).end()
    } else if (path === packed.manifest.name) {
      response.setHeader("content-type", "application/json")
      response.end(JSON.stringify(packument(packed, `http://${request.headers.host}${root}`)))
    } else response.end(readFileSync(packed.tarball))
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}${root}`, close: () => server.close() }
}

/** What a registry says about a package: https://github.com/npm/registry/blob/main/docs/responses/package-metadata.md */
const packument = ({ manifest, tarball }: PackedPackage, url: string) => {
  const integrity = `sha512-${createHash("sha512").update(readFileSync(tarball)).digest("base64")}`
  const version = { ...manifest, dist: { tarball: url + basename(tarball), integrity } }
  return { name: manifest.name, "dist-tags": { latest: manifest.version }, versions: { [manifest.version]: version } }
}
