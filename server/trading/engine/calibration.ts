/** How often decisions of about the same confidence were right. */
export interface CalibrationBucket {
  /** How many decisions came to their end: all that they entered is closed. */
  readonly decided: number
  /** How many of these made money after fees and funding. */
  readonly won: number
}

const buckets = 10

export const noCalibration: readonly CalibrationBucket[] = Array.from({ length: buckets }, () => ({
  decided: 0,
  won: 0,
}))

/** Counts a decision that came to its end. Its confidence is from 0 to 1, its result in USD. */
export function addDecided(
  calibration: readonly CalibrationBucket[],
  confidence: number,
  resultUsd: number,
): readonly CalibrationBucket[] {
  const place = Math.min(Math.floor(confidence * buckets), buckets - 1)
  return calibration.map((bucket, index) =>
    index === place ? { decided: bucket.decided + 1, won: bucket.won + (resultUsd > 0 ? 1 : 0) } : bucket,
  )
}
