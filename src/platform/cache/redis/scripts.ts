/**
 * What is done in Redis in one step each. All keys begin with the site's prefix:
 *
 * - `g` is the number of the latest change. It begins with the time, so that it never comes again
 *   when Redis has lost it.
 * - `t:TAG` is the number of the latest change of a cache tag. It outlives every value that bears
 *   it; one that is missing all the same, since Redis was emptied or ran out of memory, makes a
 *   value wrong and never right.
 * - `e:KEY` is a value, and `l:KEY` says that a kernel is computing it.
 *
 * Numbers are kept as text: Lua would round them when it writes them.
 */
const LATEST = `
local p = ARGV[1]
local function latest()
  local g = redis.call('GET', p .. 'g')
  if g then return g end
  local time = redis.call('TIME')
  g = time[1] .. string.format('%06d', time[2])
  redis.call('SET', p .. 'g', g)
  return g
end
`;

/** → the number of the latest change. */
export const LATEST_CHANGE = `${LATEST}
return latest()
`;

/** milliseconds, tags… */
export const RECORD_CHANGE = `${LATEST}
latest()
redis.call('INCR', p .. 'g')
local g = redis.call('GET', p .. 'g')
for i = 3, #ARGV do redis.call('SET', p .. 't:' .. ARGV[i], g, 'PX', ARGV[2]) end
return g
`;

/** key, kernel, milliseconds → since, ends, tags, text of a right value; else whose it is to compute. */
export const FIND_VALUE = `
local p = ARGV[1]
local e = redis.call('HMGET', p .. 'e:' .. ARGV[2], 'since', 'ends', 'tags', 'text')
if e[1] then
  local isRight = true
  for tag in string.gmatch(e[3], '[^\\n]+') do
    local changed = redis.call('GET', p .. 't:' .. tag)
    if not changed or tonumber(changed) > tonumber(e[1]) then
      isRight = false
      break
    end
  end
  if isRight then return e end
end
if redis.call('SET', p .. 'l:' .. ARGV[2], ARGV[3], 'NX', 'PX', ARGV[4]) then return 'caller' end
return 'other'
`;

const UNLOCK = `
local function unlock(key, kernel)
  if redis.call('GET', key) == kernel then redis.call('DEL', key) end
end
`;

/** key, kernel, since, ends, milliseconds, text, milliseconds of tags, tags joined → 1: it is kept. */
export const PUT_VALUE = `${LATEST}${UNLOCK}
unlock(p .. 'l:' .. ARGV[2], ARGV[3])
local g = latest()
local isRight = true
for tag in string.gmatch(ARGV[9], '[^\\n]+') do
  local changed = redis.call('GET', p .. 't:' .. tag)
  if changed then
    redis.call('PEXPIRE', p .. 't:' .. tag, ARGV[8])
  else
    changed = g
    redis.call('SET', p .. 't:' .. tag, g, 'PX', ARGV[8])
  end
  if tonumber(changed) > tonumber(ARGV[4]) then isRight = false end
end
if not isRight then return 0 end
local key = p .. 'e:' .. ARGV[2]
redis.call('HSET', key, 'since', ARGV[4], 'ends', ARGV[5], 'tags', ARGV[9], 'text', ARGV[7])
redis.call('PEXPIRE', key, ARGV[6])
return 1
`;

/** key, kernel */
export const LEAVE_VALUE = `
local p = ARGV[1]
${UNLOCK}
unlock(p .. 'l:' .. ARGV[2], ARGV[3])
return 1
`;
