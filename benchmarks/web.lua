-- What one connection of wrk asks: the addresses of a file in turn, with a pause where one is given.
-- `wrk ... URL -- FILE PAUSE`; the line that it prints is read by `web.py`.

local addresses, pause, at = {}, 0, 0

function init(args)
  for line in io.lines(args[1]) do addresses[#addresses + 1] = line end
  pause = tonumber(args[2])
  math.randomseed(20261122)
  if pause == 0 then delay = nil end
end

function delay() return math.random(pause / 4, pause) end

function request()
  at = at % #addresses + 1
  return wrk.format("GET", addresses[at], { ["Accept-Encoding"] = "gzip" })
end

function done(summary, latency)
  local e = summary.errors
  local errors = e.connect + e.read + e.write + e.status + e.timeout
  print(string.format("figures %d %d %.1f %.1f %.1f %.1f %.3f", summary.requests, errors,
    latency:percentile(50) / 1000, latency:percentile(95) / 1000,
    latency:percentile(99) / 1000, latency.max / 1000, summary.duration / 1e6))
end
