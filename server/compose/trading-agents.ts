import type { Config } from '../config/config.js'
import { builtInAgentNames, llmAgentName } from '../domain/agent.js'
import type { DataSource } from '../domain/source.js'
import { builtInAgents } from '../trading/agents/agent-roster.js'
import { llmAgent, llmName } from '../trading/agents/llm/llm-agent.js'
import { AgentAccountTaken, type AgentAccount } from '../trading/open-accounts.js'
import { StartError } from './start-error.js'

const depositUsd = 100_000
const currency = 'BTC'
const llmTimeoutMs = 60_000

/** The agents that the configuration names, each with the account that it trades. */
export function configuredAgents(
  { agents, llm }: Pick<Config['trading'], 'agents' | 'llm'>,
  source: DataSource,
): readonly AgentAccount[] {
  const seat = (name: string, agent: AgentAccount['agent']): AgentAccount => ({
    id: accountId(name, source),
    name: nameOfAccount(agent),
    agent,
    depositUsd,
  })
  const builtIn = agents.map((name) => seat(name, builtInAgents[name]({ currency })))
  return llm
    ? [
        ...builtIn,
        seat(llmAgentName, llmAgent({ ...llm, url: completionsOf(llm.url), currency, timeoutMs: llmTimeoutMs })),
      ]
    : builtIn
}

const nameOfAccount = (agent: { readonly name: string }) => `${agent.name} paper account`

/** Names that nobody else may have, also where the agents do not trade. */
export function agentNames(): readonly string[] {
  const builtIn = builtInAgentNames.flatMap((id) => [builtInAgents[id]({ currency }).name, id])
  return [...builtIn, llmName].flatMap((name) => [name, nameOfAccount({ name })])
}

/** An account trades at the prices of one source for good. With two sources its results would mix two markets. */
function accountId(name: string, source: DataSource): string {
  return source === 'SIMULATED' ? name : `${name}-${source.toLowerCase()}`
}

const marketSources = ['SIMULATED', 'DERIBIT', 'REPLAY'] as const

/** Whether the account belongs to a built-in agent, configured or not. Nobody else may have it. */
export function isAgentAccount(id: string): boolean {
  const names = [...builtInAgentNames, llmAgentName]
  return names.some((name) => marketSources.some((source) => accountId(name, source) === id))
}

/** Turns an error of openDesk about the account of an agent into one for the person who configures agents. */
export function agentFault(error: unknown): unknown {
  if (!(error instanceof AgentAccountTaken)) return error
  return new StartError(`${error.message}; leave that agent out of AGENTS, or AGENT_LLM_URL if it is the llm agent`)
}

/** Adds the path of the completions to the address of an API, unless it is there already. */
function completionsOf(url: string): string {
  const address = new URL(url)
  const path = address.pathname.replace(/\/+$/, '')
  address.pathname = path.endsWith('/chat/completions') ? path : `${path}/chat/completions`
  return address.href
}
