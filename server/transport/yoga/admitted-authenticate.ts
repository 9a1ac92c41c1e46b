import type { Authenticate } from '../../auth/authenticate.js'
import { BadCredentials } from '../../auth/credentials.js'
import type { Viewer } from '../../auth/viewer.js'
import type { Admission } from '../../limits/admission.js'
import { unknownSource, type Source } from '../../limits/source.js'
import { operationRefusal } from '../links/callers.js'

/** Finds out who sent an `Authorization` from this address. Rejects as `Authenticate` does, and with RATE_LIMITED. */
export type AdmittedAuthenticate = (authorization: unknown, source: Source | undefined) => Promise<Viewer>

/**
 * A token that is not accepted counts as an operation of its address. While an address is over its limit, no token from it is
 * looked up. So strangers cannot keep the store and the processor busy with tokens that they make up.
 */
export function admittedAuthenticate(authenticate: Authenticate, admission: Admission): AdmittedAuthenticate {
  return async (authorization, source = unknownSource) => {
    if (authorization) await refuse(admission, source, 0)
    try {
      return await authenticate(authorization)
    } catch (error) {
      if (error instanceof BadCredentials) await refuse(admission, source, 1)
      throw error
    }
  }
}

async function refuse(admission: Admission, source: Source, count: number): Promise<void> {
  const refusal = await operationRefusal(admission, { source }, count)
  if (refusal) throw refusal
}
