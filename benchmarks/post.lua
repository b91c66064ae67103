-- Each request is another person with the same form: twelve fields, 1.4 kB.
local threads = 0
local sent = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

local headers = {
  ["Host"] = "127.0.0.1:8000",
  ["Content-Type"] = "application/x-www-form-urlencoded",
  ["Accept"] = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
  ["Accept-Language"] = "nl,en;q=0.5",
  ["Origin"] = "http://127.0.0.1:8000",
  ["Sec-Fetch-Site"] = "same-origin",
  ["User-Agent"] = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
}
local rest

function init(arguments)
  prefix, rest = arguments[1], arguments[2]
end

function request()
  sent = sent + 1
  local person = prefix .. "." .. number .. "." .. sent
  return wrk.format("POST", nil, headers, "naam=Anna+de+Vries&email=" .. person .. "%40example.org&" .. rest)
end

function done(summary, latency)
  io.write(string.format(
    "RESULT {\"requests\": %d, \"microseconds\": %d, \"refused\": %d, \"broken\": %d, \"p50\": %d, \"p99\": %d}\n",
    summary.requests, summary.duration, summary.errors.status,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout,
    latency:percentile(50), latency:percentile(99)))
end
