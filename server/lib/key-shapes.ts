/**
 * What keys look like: with which somebody signs in here, and with which at others. Each begins in a way that no other text
 * does, or stands where a key belongs. None matches a quote, so JSON stays JSON where one is replaced.
 */

/** Where a word begins, also behind a code of an address or of JSON. */
const start = String.raw`(?<=^|[^\w-]|%[\dA-Fa-f]{2}|\\[nrt])`

const words = [
  // A JWT: three parts, of which the first is JSON.
  String.raw`eyJ[\w-]+\.[\w-]+\.[\w-]*`,
  // Language models: OpenAI, Anthropic, OpenRouter, DeepSeek, Groq, xAI, Perplexity, Hugging Face, Replicate.
  String.raw`sk-(?=[\w-]*?[A-Za-z0-9]{16})(?=[\w-]*?\d)[\w-]+`,
  String.raw`(?:gsk_|xai-|pplx-|hf_|r8_)[A-Za-z0-9]{20,}`,
  // Google.
  String.raw`AIza[\w-]{30,}|ya29\.[\w-]{20,}|GOCSPX-[\w-]{20,}`,
  // Amazon.
  String.raw`A(?:KIA|SIA)[A-Z0-9]{16}(?![A-Za-z0-9])`,
  // GitHub, GitLab, npm, PyPI.
  String.raw`gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|glpat-[\w-]{20,}|npm_[A-Za-z0-9]{30,}|pypi-[\w-]{30,}`,
  // Slack, Stripe, SendGrid, Telegram.
  String.raw`xox[a-z]-[\w-]{10,}|xapp-[\w-]{20,}`,
  String.raw`(?:[rsp]k_(?:live|test)_|whsec_)[A-Za-z0-9]{16,}`,
  String.raw`SG\.[\w-]{16,}\.[\w-]{16,}`,
  String.raw`\d{8,10}:AA[\w-]{30,}`,
]

/** A token of ours, in any case, also with the code of a sign in place of its underscore. */
const ours = String.raw`[gG][cC][tT](?:_|%(?:25)*5[fF]|\\{1,2}u005[fF]|\\{1,2}x5[fF]|&#(?:95|x5[fF]);|&lowbar;)[\w-]{16,}`

/** To its end, or to the end of the text. */
const privateKey = String.raw`-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----(?:[\w+/=\s:,-]|\\[nrt])*`

/** Random texts have one early. Looked for further on, a text of many such names would be read to its end for each of them. */
const digitSoon = String.raw`(?=[\w.~+/=-]{0,200}\d)`

/** Behind the name of a scheme or of a setting, and in an address. */
const inPlace = [
  String.raw`(?<=[Bb][Ee][Aa][Rr][Ee][Rr](?: |%20|\+))${digitSoon}[\w.~+/=-]{16,}`,
  String.raw`(?<=[Aa]uthorization["']?: ?["']?[Bb]asic )[A-Za-z0-9+/]{8,}={0,2}`,
  String.raw`(?<=[?&](?:[a-z]+[_-]?)?(?:key|token|secret|password|signature|sig|KEY|TOKEN|Key|Token|Secret)=)[^\s&"'\\#?\[]{8,}`,
  String.raw`(?<=(?:api[_-]?key|API[_-]?KEY|apiKey|client_secret|access_token|SECRET|secret|PASSWORD|password)[=:] ?)${digitSoon}[\w.~+/=-]{8,}`,
  String.raw`(?<=:\/\/[^\s/:@"'\\]{0,64}:)[^\s/@"'\\\[]{1,128}(?=@)`,
]

export const keyShapes = [ours, `${start}(?:${words.join('|')})`, privateKey, ...inPlace].join('|')
