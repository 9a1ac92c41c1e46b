#!/usr/bin/env python3
"""A bot that keeps its own books: it publishes decisions and its performance, and follows what was published.

Needs Python 3.9 and nothing else. With `npm start` running in another terminal:

    export GAMMACAST_TOKEN=$(npm run --silent token -- --account python-bot)
    python3 examples/bot-python/bot.py 5      # five decisions

GAMMACAST_URL names another server than http://127.0.0.1:4000/graphql. For tokens that expire, set GAMMACAST_TOKEN_URL in
place of GAMMACAST_TOKEN: an address that answers a new token as text. The bot fetches one whenever it needs one.
"""

import http.client
import json
import os
import re
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid

URL = os.environ.get("GAMMACAST_URL", "http://127.0.0.1:4000/graphql")
TOKEN = os.environ.get("GAMMACAST_TOKEN", "")
TOKEN_URL = os.environ.get("GAMMACAST_TOKEN_URL", "")

PUBLISH_DECISION = """
mutation ($input: PublishDecisionInput!) {
  publishDecision(input: $input) {
    __typename
    ... on DecisionPublished { decision { id seq account { id } } }
    ... on Refusal { message }
  }
}"""

PUBLISH_PERFORMANCE = """
mutation ($input: PublishPerformanceInput!) {
  publishPerformance(input: $input) { __typename ... on Refusal { message } }
}"""

NEW_DECISION = """
subscription ($account: [ID!], $after: ID!) {
  newDecision(account: $account, after: $after) { id seq action symbol reasoning }
}"""


class Tokens:
    """Gives out the token to send now. With GAMMACAST_TOKEN_URL it fetches a new one after the server refused the last."""

    def __init__(self):
        self.known = TOKEN
        self.lock = threading.Lock()

    def current(self):
        with self.lock:
            if not self.known:
                with urllib.request.urlopen(TOKEN_URL, timeout=60) as response:
                    self.known = response.read().decode().strip()
            return self.known

    def refused(self, token):
        """Whether there may be another."""
        with self.lock:
            if TOKEN_URL and self.known == token:
                self.known = ""
        return bool(TOKEN_URL)


tokens = Tokens()


def post(query, variables, accept):
    """Asks again with a new token where there is one when the server refuses this one."""
    body = json.dumps({"query": query, "variables": variables}).encode()
    for is_last in (False, True):
        token = tokens.current()
        headers = {"Content-Type": "application/json", "Accept": accept, "Authorization": f"Bearer {token}"}
        try:
            return urllib.request.urlopen(urllib.request.Request(URL, body, headers), timeout=60)
        except urllib.error.HTTPError as error:
            if error.code != 401 or is_last or not tokens.refused(token):
                raise


def write(query, fields):
    """Asks until there is an answer: under one idempotency key nothing is done twice."""
    variables = {"input": {"idempotencyKey": str(uuid.uuid4()), **fields}}
    waits = False
    while True:
        try:
            with post(query, variables, "application/json") as response:
                answer = json.load(response)
            error = (answer.get("errors") or [None])[0]
            if error is None:
                (result,) = answer["data"].values()
                if "message" in result:
                    sys.exit(f"{result['__typename']}: {result['message']}")
                return result
            if error.get("extensions", {}).get("code") != "STORE_UNAVAILABLE":
                sys.exit(error["message"])
            why = "its store is away"
        except urllib.error.HTTPError as error:
            if error.code < 500:
                sys.exit(f"{URL} answers {error}: {error.read(200).decode(errors='replace')}")
            why = f"HTTP {error.code}"
        except (ValueError, KeyError):
            sys.exit(f"{URL} is not a GraphQL API")
        except (OSError, http.client.HTTPException) as error:
            why = error
        if not waits:
            print(f"{URL} does not answer ({why}); asking until it does", file=sys.stderr)
        waits = True
        time.sleep(0.5)


class Refused(Exception):
    """The server ended the stream for a reason."""


def events(query, variables):
    """What a subscription sends, read from its stream of server-sent events."""
    with post(query, variables, "text/event-stream") as response:
        event = None
        for raw in response:
            name, _, value = raw.decode().rstrip("\n").partition(": ")
            if name == "event":
                event = value
            elif name == "data" and event == "next" and value:
                answer = json.loads(value)
                if answer.get("errors"):
                    raise Refused(answer["errors"][0])
                yield answer["data"]


def follow(account, after, count):
    """Every decision behind `after`, resumed behind the last one when the connection is lost or we were too slow."""
    while count > 0:
        try:
            for data in events(NEW_DECISION, {"account": account, "after": after}):
                decision = data["newDecision"]
                after = decision["id"]
                count -= 1
                print("heard: #{seq} {action} {symbol}, {reasoning}".format(**decision), flush=True)
                if count == 0:
                    return
        except Refused as refused:
            (error,) = refused.args
            code = error.get("extensions", {}).get("code")
            # A token that has expired ends its stream. The next one begins with a new token.
            passes = code in ("SLOW_READER", "STORE_UNAVAILABLE") or (TOKEN_URL and code == "UNAUTHENTICATED")
            if not passes:
                print(error["message"], file=sys.stderr, flush=True)
                os._exit(1)
        except (OSError, http.client.HTTPException) as error:
            print("The stream broke:", error, file=sys.stderr)
            if isinstance(error, urllib.error.HTTPError) and error.code < 500:
                os._exit(1)
        time.sleep(0.5)


def decide(number):
    action = ("BUY_TO_ENTER", "HOLD", "CLOSE")[number % 3]
    return {
        "symbol": "BTC-PERPETUAL",
        "action": action,
        "confidence": 0.6,
        "quantityCoin": None if action == "HOLD" else 0.1,
        "reasoning": f"The coin says so, number {number}.",
        "model": "example",
    }


def main(decisions):
    if decisions == 0:
        return
    first = write(PUBLISH_DECISION, decide(0))["decision"]
    account = first["account"]["id"]
    print(f"published as {account}: #{first['seq']}", flush=True)
    reader = threading.Thread(target=follow, args=(account, first["id"], decisions - 1))
    reader.start()
    for number in range(1, decisions):
        write(PUBLISH_DECISION, decide(number))
    write(PUBLISH_PERFORMANCE, {"accountValueUsd": 101_000.0, "netDepositsUsd": 100_000.0, "totalReturnPct": 1.0})
    reader.join()
    print("Done", flush=True)


def is_address(text):
    try:
        parts = urllib.parse.urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0 and text.isascii()
    except ValueError:
        return False


if __name__ == "__main__":
    count = sys.argv[1] if len(sys.argv) > 1 else "3"
    if not (count.isascii() and count.isdigit()):
        sys.exit("How many decisions? For example 5")
    if not is_address(URL):
        sys.exit(f"GAMMACAST_URL={URL} is no http:// or https:// address; for example http://127.0.0.1:4000/graphql")
    if TOKEN_URL and not is_address(TOKEN_URL):
        sys.exit(f"GAMMACAST_TOKEN_URL={TOKEN_URL} is no http:// or https:// address")
    if not TOKEN and not TOKEN_URL:
        sys.exit("GAMMACAST_TOKEN is not set: mint one with: npm run --silent token -- --account python-bot")
    if TOKEN and not re.fullmatch("[!-~]+", TOKEN):
        sys.exit("GAMMACAST_TOKEN has a space, a line break or another character that no token has")
    main(int(count))
