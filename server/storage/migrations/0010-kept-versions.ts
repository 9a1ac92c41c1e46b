import type { Migration } from './migration.js'

/** One row: from when on all versions of accounts are kept that a time needs. Before, some were removed. */
export const keptVersions: Migration = {
  version: 10,
  name: 'since when versions of accounts are kept',
  statements: () => [
    'CREATE TABLE kept_versions (from_ms BIGINT NOT NULL)',
    'INSERT INTO kept_versions (from_ms) VALUES (0)',
  ],
}
