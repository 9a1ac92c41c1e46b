#!/bin/sh
# A write and a stream with curl. With `npm start` running in another terminal:
#
#   export GAMMACAST_TOKEN=$(npm run --silent token -- --account curl-bot)
#   sh examples/curl.sh
#
# GAMMACAST_URL names another server than http://127.0.0.1:4000/graphql; STREAM_SECONDS how long the stream is shown.
url=${GAMMACAST_URL:-http://127.0.0.1:4000/graphql}

: "${GAMMACAST_TOKEN:?is not set: mint one with npm run --silent token -- --account curl-bot}"

# Publishes a decision. The same idempotencyKey again would give the same answer and publish nothing.
curl -sS "$url" -H 'content-type: application/json' -H "authorization: Bearer $GAMMACAST_TOKEN" -d '{"query": "mutation { publishDecision(input: { idempotencyKey: \"'"$(date +%s)-$$"'\", symbol: \"BTC-PERPETUAL\", action: HOLD, reasoning: \"Nothing to do.\", model: \"curl\" }) { __typename ... on DecisionPublished { decision { id seq } } ... on Refusal { message } } }"}'
echo

# The price as it moves, as server-sent events.
curl -sSN --max-time "${STREAM_SECONDS:-5}" "$url" -H 'content-type: application/json' -H 'accept: text/event-stream' -d '{"query": "subscription { marketData { asOf indexPriceUsd } }"}'
[ $? -eq 28 ] # The time was up.
