import { describeOn } from '../support/store/describe-on.js'
import { engines } from '../support/store/store-home.js'
import { describeTokenStore } from './token-store.js'

for (const engine of engines) describeOn(engine, 'as a token store', describeTokenStore)
