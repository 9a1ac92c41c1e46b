import { createContext, useContext, useSyncExternalStore } from 'react'
import type { SignIn, SignInState } from './sign-in.js'

export const SignInContext = createContext<SignIn | null>(null)

export function useSignIn(): readonly [SignInState, SignIn] {
  const signIn = useContext(SignInContext)
  if (signIn === null) throw new Error('A SignInContext has to be above it')
  return [useSyncExternalStore(signIn.subscribe, signIn.current, signIn.current), signIn]
}
