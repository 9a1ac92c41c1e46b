import { describeOn } from '../support/store/describe-on.js'
import { engines } from '../support/store/store-home.js'
import { describeEquityStore } from './equity-store.js'

for (const engine of engines) describeOn(engine, 'as an equity store', describeEquityStore)
