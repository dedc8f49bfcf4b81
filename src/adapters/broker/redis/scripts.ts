/*
 * What has to happen at once or not at all, as Lua that the server runs. KEYS[1] is always the queue. They are sent
 * as text each time: a server that was restarted has forgotten what it was taught.
 */

/** The consumer that owns what was given back, until somebody takes it. */
export const givenBack = 'efir-given-back';
/** How names of our consumers begin: those renew what they hold, others do not. */
export const consumerPrefix = 'efir-';

/** Milliseconds of idleness that mark an entry as free to take, whatever the taker's own limit. */
const freeIdle = 3_600_000;

/** ARGV: group to make or '', seconds until the queue expires or '', fields … */
export const publishScript = `
local id = redis.call('XADD', KEYS[1], '*', unpack(ARGV, 3))
if ARGV[1] ~= '' then redis.pcall('XGROUP', 'CREATE', KEYS[1], ARGV[1], '0') end
if ARGV[2] ~= '' then redis.call('EXPIRE', KEYS[1], ARGV[2]) end
return id`;

/** ARGV: group, ids … */
export const settleScript = `
redis.call('XACK', KEYS[1], unpack(ARGV))
return redis.call('XDEL', KEYS[1], unpack(ARGV, 2))`;

/** The same where the entries stay readable for a while: KEYS[2] has the ids with the time of their settling. */
export const settleAndKeepScript = `
local time = redis.call('TIME')
redis.call('XACK', KEYS[1], unpack(ARGV))
for place = 2, #ARGV do redis.call('ZADD', KEYS[2], time[1], ARGV[place]) end
return #ARGV - 1`;

/** KEYS[2]: the queue of the rejected. ARGV: group, id, how many are kept, json. */
export const setAsideScript = `
redis.call('XADD', KEYS[2], 'MAXLEN', ARGV[3], '*', 'json', ARGV[4])
redis.call('XACK', KEYS[1], ARGV[1], ARGV[2])
return redis.call('XDEL', KEYS[1], ARGV[2])`;

/** Puts an entry where anybody may take it at once, unless another consumer has it by now. ARGV: group, consumer, id. */
export const giveBackScript = `
if #redis.call('XPENDING', KEYS[1], ARGV[1], ARGV[3], ARGV[3], 1, ARGV[2]) == 0 then return 0 end
redis.call('XCLAIM', KEYS[1], ARGV[1], '${givenBack}', 0, ARGV[3], 'IDLE', ${freeIdle}, 'JUSTID')
return 1`;

/** Tells the server that these are in work. ARGV: group, consumer, ids … Answers with how many are still ours. */
export const renewScript = `
local ours = 0
for place = 3, #ARGV do
  local id = ARGV[place]
  if #redis.call('XPENDING', KEYS[1], ARGV[1], id, id, 1, ARGV[2]) > 0 then
    redis.call('XCLAIM', KEYS[1], ARGV[1], ARGV[2], 0, id, 'JUSTID')
    ours = ours + 1
  end
end
return ours`;

/**
 * Takes entries that were given back, or whose consumer of ours was silent for too long. Consumers of other programs
 * renew nothing, so theirs are left alone here, which XAUTOCLAIM could not be asked to do.
 * ARGV: group, consumer, how many, milliseconds of silence. Answers with id, fields, times delivered for each.
 */
export const claimScript = `
local taken = {}
local from = '-'
for page = 1, 10 do
  local pending = redis.call('XPENDING', KEYS[1], ARGV[1], 'IDLE', ARGV[4], from, '+', 100)
  for _, entry in ipairs(pending) do
    if #taken >= tonumber(ARGV[3]) then return taken end
    if string.sub(entry[2], 1, ${consumerPrefix.length}) == '${consumerPrefix}' then
      local claimed = redis.call('XCLAIM', KEYS[1], ARGV[1], ARGV[2], 0, entry[1])
      if claimed[1] then table.insert(taken, { claimed[1][1], claimed[1][2], entry[4] + 1 }) end
    end
    from = '(' .. entry[1]
  end
  if #pending < 100 then return taken end
end
return taken`;

/** Gives back all that a consumer has and forgets it. ARGV: group, consumer. */
export const leaveScript = `
while true do
  local pending = redis.call('XPENDING', KEYS[1], ARGV[1], '-', '+', 100, ARGV[2])
  for _, entry in ipairs(pending) do
    redis.call('XCLAIM', KEYS[1], ARGV[1], '${givenBack}', 0, entry[1], 'IDLE', ${freeIdle}, 'JUSTID')
  end
  if #pending < 100 then break end
end
return redis.call('XGROUP', 'DELCONSUMER', KEYS[1], ARGV[1], ARGV[2])`;

/** How many wait or are in work. KEYS[2] as in settleAndKeepScript. */
export const depthScript = `return redis.call('XLEN', KEYS[1]) - redis.call('ZCARD', KEYS[2])`;

/**
 * Housekeeping of one queue; harmless at any time.
 * ARGV: 'keep' or '', seconds that settled entries are kept, milliseconds after which an entry is taken from a
 * consumer of another program, milliseconds after which a silent consumer of ours that holds nothing is forgotten.
 */
export const upkeepScript = `
if redis.call('TYPE', KEYS[1]).ok ~= 'stream' then return 0 end
local removed = 0
if ARGV[1] == 'keep' then
  local time = redis.call('TIME')
  local old = redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', time[1] - ARGV[2], 'LIMIT', 0, 1000)
  if #old > 0 then
    removed = redis.call('XDEL', KEYS[1], unpack(old))
    redis.call('ZREM', KEYS[2], unpack(old))
  end
end
local lowest
for _, facts in ipairs(redis.call('XINFO', 'GROUPS', KEYS[1])) do
  local group = {}
  for place = 1, #facts, 2 do group[facts[place]] = facts[place + 1] end
  local old = redis.call('XAUTOCLAIM', KEYS[1], group.name, '${givenBack}', ARGV[3], '0-0', 'COUNT', 100, 'JUSTID')
  for _, id in ipairs(old[2]) do
    redis.call('XCLAIM', KEYS[1], group.name, '${givenBack}', 0, id, 'IDLE', ${freeIdle}, 'JUSTID')
  end
  for _, member in ipairs(redis.call('XINFO', 'CONSUMERS', KEYS[1], group.name)) do
    local consumer = {}
    for place = 1, #member, 2 do consumer[member[place]] = member[place + 1] end
    local isOurs = string.sub(consumer.name, 1, ${consumerPrefix.length}) == '${consumerPrefix}'
    if isOurs and consumer.pending == 0 and consumer.idle > tonumber(ARGV[4]) then
      redis.call('XGROUP', 'DELCONSUMER', KEYS[1], group.name, consumer.name)
    end
  end
  local bound = redis.call('XPENDING', KEYS[1], group.name)[2]
  if not bound then
    local ms, seq = string.match(group['last-delivered-id'], '(%d+)-(%d+)')
    bound = ms .. '-' .. string.format('%.0f', seq + 1)
  end
  local ms, seq = string.match(bound, '(%d+)-(%d+)')
  ms, seq = tonumber(ms), tonumber(seq)
  if not lowest or ms < lowest.ms or (ms == lowest.ms and seq < lowest.seq) then
    lowest = { ms = ms, seq = seq, id = bound }
  end
end
if lowest and ARGV[1] ~= 'keep' then removed = redis.call('XTRIM', KEYS[1], 'MINID', lowest.id) end
return removed`;
