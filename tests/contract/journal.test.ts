import { describeOn } from '../support/store/describe-on.js'
import { engines } from '../support/store/store-home.js'
import { describeJournal } from './journal.js'

for (const engine of engines) describeOn(engine, 'as a journal', describeJournal)
