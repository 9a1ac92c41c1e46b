import { keptIn } from '../identity/kept-sign-in.js'
import { takeReturnedAddress } from '../identity/returned-address.js'
import { providerOfServer } from '../identity/sign-in-settings.js'
import { createSignIn, type SignIn } from '../identity/sign-in.js'
import { refusalOf } from '../identity/token-check.js'

const API = '/graphql'

/** Who looks, with what this tab has: its address, its history and its session storage. */
export function createBrowserSignIn({ location, history, sessionStorage }: Window): SignIn {
  const returnedTo = takeReturnedAddress(location, history)
  return createSignIn({
    returnedTo,
    storage: keptIn(sessionStorage),
    provider: providerOfServer({ redirectUri: `${location.origin}/`, storage: sessionStorage }),
    refusalOf: (token) => refusalOf(API, token),
    goTo: (address) => location.assign(address),
  })
}
