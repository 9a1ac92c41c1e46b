import { memoryBus } from '../../server/bus/memory/memory-bus.js'
import { describeEventBus } from './event-bus.js'

describeEventBus('memoryBus', () => Promise.resolve(memoryBus()))
