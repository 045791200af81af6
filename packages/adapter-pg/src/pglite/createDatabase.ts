import { DEFAULT_SCHEMA } from "../sql/Database.ts"
import { DROP_DEFAULT_SCHEMA } from "../sql/schemas.ts"
import { initializeDirectory } from "./initializeDirectory.ts"
import { startEngine } from "./startEngine.ts"
import { unpackTemplate } from "./template.ts"

/**
 * Creates a database in `directory`, which must not exist, atomically. It has the tables of the release that made the
 * template, or none if they are to be in another schema than the default one.
 */
export const createDatabase = (directory: string, schema = DEFAULT_SCHEMA): Promise<void> =>
  initializeDirectory(directory, async (path) => {
    await unpackTemplate(path)
    if (schema !== DEFAULT_SCHEMA) await dropTables(path)
  })

const dropTables = async (directory: string): Promise<void> => {
  const engine = await startEngine(directory)
  try {
    await engine.execute(DROP_DEFAULT_SCHEMA)
  } finally {
    await engine.close()
  }
}
