/** What people write between digits. */
export const separators = /[ ()./-]/g
