/** The value as JSON. Null when it has more bytes, in UTF-8. Of a value that is much too long no JSON is made. */
export function jsonWithin(maxBytes: number, value: object): string | null {
  if (surelyExceeds(maxBytes, value)) return null
  const json = JSON.stringify(value)
  return json.length <= maxBytes && Buffer.byteLength(json) <= maxBytes ? json : null
}

/** Whether its JSON has more bytes, however its texts are encoded. The value is read no further than the limit. */
export function surelyExceeds(maxBytes: number, value: object): boolean {
  return roomAfter(value, maxBytes) < 0
}

/** What is left of the room behind the JSON of the value, at best. Reading stops when nothing is left. */
function roomAfter(value: unknown, room: number): number {
  switch (typeof value) {
    case 'string':
      return room - value.length - 2
    case 'object':
      if (value === null) return room - 4
      return Array.isArray(value) ? roomAfterList(value, room) : roomAfterObject(value, room)
    case 'undefined':
      return room
    default:
      return room - 1
  }
}

function roomAfterList(list: readonly unknown[], room: number): number {
  let left = room
  for (const one of list) {
    if (left < 0) break
    left = roomAfter(one, left) - 1
  }
  return left - 1
}

function roomAfterObject(value: object, room: number): number {
  if (writesItself(value)) return roomAfter(value.toJSON(), room)
  let left = room
  for (const key in value) {
    if (left < 0) break
    const one = (value as Record<string, unknown>)[key]
    if (one !== undefined) left = roomAfter(one, left - key.length - 4)
  }
  return left - 1
}

function writesItself(value: object): value is { toJSON(): unknown } {
  return 'toJSON' in value && typeof value.toJSON === 'function'
}
