import type { Migration } from './migration.js'

/** One row: how many servers have had the store, so that one that lost it without noticing is told. */
export const leaseEpoch: Migration = {
  version: 3,
  name: 'epoch of the lease',
  statements: () => ['CREATE TABLE lease (epoch BIGINT NOT NULL)', 'INSERT INTO lease (epoch) VALUES (0)'],
}
