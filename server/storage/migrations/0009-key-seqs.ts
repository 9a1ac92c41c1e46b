import type { Migration } from './migration.js'

/**
 * The order of the keys of an account, so that old ones can be forgotten. In which order those of an earlier release came is
 * not known; the one that opened the account is the first.
 */
export const keySeqs: Migration = {
  version: 9,
  name: 'order of idempotency keys',
  statements: () => [
    'ALTER TABLE idempotency ADD COLUMN seq BIGINT NOT NULL DEFAULT 0',
    `UPDATE idempotency SET seq = counted.seq FROM (
      SELECT account_id, request_key, ROW_NUMBER() OVER (PARTITION BY account_id ORDER BY
        CASE WHEN answer LIKE '{"done":"AccountOpened"%' THEN 0 ELSE 1 END, request_key) AS seq FROM idempotency
    ) AS counted WHERE counted.account_id = idempotency.account_id AND counted.request_key = idempotency.request_key`,
    'CREATE UNIQUE INDEX idempotency_by_account_id_seq ON idempotency (account_id, seq)',
  ],
}
