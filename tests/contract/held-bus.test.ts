import { memoryBus } from '../../server/bus/memory/memory-bus.js'
import { HeldBus } from '../../server/compose/replays/held-bus.js'
import { describeEventBus, oneBus } from './event-bus.js'

describeEventBus('HeldBus', () => oneBus(() => Promise.resolve(new HeldBus(memoryBus()))))
