import { describeOn } from '../support/store/describe-on.js'
import { engines } from '../support/store/store-home.js'
import { describeMarketHistory } from './market-history.js'

for (const engine of engines) describeOn(engine, 'as the history of markets', describeMarketHistory)
