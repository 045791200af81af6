import { PGlite } from "@electric-sql/pglite"
import { DurableNodeFS } from "./DurableNodeFS.ts"
import { Engine } from "./Engine.ts"

/** The engine's default parameters without `-F`, which turns off `fsync`. */
const startParams = [...PGlite.defaultStartParams.filter((param) => param !== "-F"), "-c", "wal_sync_method=fsync"]

/** Starts PostgreSQL on the database in the directory, and initializes it if there is none. */
export const startEngine = (directory: string): Promise<Engine> =>
  Engine.start({ fs: new DurableNodeFS(directory), startParams })
