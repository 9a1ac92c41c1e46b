import { describeOn } from '../support/store/describe-on.js'
import { engines } from '../support/store/store-home.js'
import { describeMarketImports } from './market-imports.js'

for (const engine of engines) describeOn(engine, 'as the place of imported markets', describeMarketImports)
