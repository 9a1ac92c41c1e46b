import { describeOn } from '../support/store/describe-on.js'
import { engines } from '../support/store/store-home.js'
import { describeBarStore } from './bar-store.js'

for (const engine of engines) describeOn(engine, 'as the store of bars', describeBarStore)
