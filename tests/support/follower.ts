/** Arguments of Node for a process that ends when the test's process is gone, whatever became of the test. */
export const asFollower = ['--import', './scripts/follow-parent.mjs?now'] as const
