/** What `npm run mutate` asks of the tests. */
export default {
  testRunner: 'vitest',
  vitest: { configFile: 'tests/mutation/vitest.config.ts' },
  coverageAnalysis: 'perTest',
  thresholds: { high: 90, low: 85, break: 85 },
  reporters: ['clear-text', 'progress-append-only'],
  clearTextReporter: { allowColor: false, logTests: false },
  incremental: true,
  ignorePatterns: ['dist', 'data', 'bench', 'tests/mutation/node_modules'],
  tempDirName: '.cache/stryker',
  cleanTempDir: 'always',
}
