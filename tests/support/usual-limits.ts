import { parseConfig } from '../../server/config/config.js'

/** What one operation may be unless a setting says otherwise. */
export const usualLimits = parseConfig({}).operations.limits
