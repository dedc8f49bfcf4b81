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

/** Deletes the ids with which every group is done. */
const removeFunction = `
local function remove(ids)
  local groups = redis.pcall('XINFO', 'GROUPS', KEYS[1])
  if groups.err then return 0 end
  if #groups == 1 then return redis.call('XDEL', KEYS[1], unpack(ids)) end
  local removed = 0
  for _, id in ipairs(ids) do
    local ms, seq = string.match(id, '(%d+)-(%d+)')
    local isDone = true
    for _, facts in ipairs(groups) do
      local group = {}
      for place = 1, #facts, 2 do group[facts[place]] = facts[place + 1] end
      local lastMs, lastSeq = string.match(group['last-delivered-id'], '(%d+)-(%d+)')
      local later = tonumber(ms) - tonumber(lastMs)
      if later > 0 or (later == 0 and tonumber(seq) > tonumber(lastSeq)) then isDone = false end
      if #redis.call('XPENDING', KEYS[1], group.name, id, id, 1) > 0 then isDone = false end
    end
    if isDone then removed = removed + redis.call('XDEL', KEYS[1], id) end
  end
  return removed
end`;

/** ARGV: group, ids … */
export const settleScript = `${removeFunction}
redis.call('XACK', KEYS[1], unpack(ARGV))
return remove({ unpack(ARGV, 2) })`;

/** The same where the entries stay readable for a while: KEYS[2] has the ids with the time of their settling. */
export const settleAndKeepScript = `
local time = redis.call('TIME')
redis.call('XACK', KEYS[1], unpack(ARGV))
for place = 2, #ARGV do redis.call('ZADD', KEYS[2], time[1], ARGV[place]) end
return #ARGV - 1`;

/** KEYS[2]: the queue of the rejected. ARGV: group, id, how many are kept, json. */
export const setAsideScript = `${removeFunction}
redis.call('XADD', KEYS[2], 'MAXLEN', ARGV[3], '*', 'json', ARGV[4])
redis.call('XACK', KEYS[1], ARGV[1], ARGV[2])
return remove({ ARGV[2] })`;

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
 * Takes entries that were given back, or whose consumer was silent for too long: one of ours, who renews what it
 * holds, sooner than one of another program, who renews nothing while it works.
 * ARGV: group, consumer, how many, milliseconds of silence for ours and for others. Answers with id, fields, times
 * delivered for each.
 */
export const claimScript = `
local taken = {}
local old = redis.call('XAUTOCLAIM', KEYS[1], ARGV[1], ARGV[2], ARGV[5], '0-0', 'COUNT', ARGV[3])
for _, entry in ipairs(old[2]) do
  if entry then table.insert(taken, { entry[1], entry[2], 2 }) end
end
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
 * Entries that all groups have settled go, also those that other programs acknowledged and left. A group of another
 * program whose consumers are all silent is not waited for.
 * ARGV: 'keep' or '', seconds that settled entries are kept, milliseconds after which a consumer of another program
 * counts as silent, milliseconds after which a silent consumer of ours that holds nothing is forgotten.
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
  local hasOurs, others, awake = false, 0, 0
  for _, member in ipairs(redis.call('XINFO', 'CONSUMERS', KEYS[1], group.name)) do
    local consumer = {}
    for place = 1, #member, 2 do consumer[member[place]] = member[place + 1] end
    if consumer.name ~= '${givenBack}' then
      others = others + 1
      if consumer.idle < tonumber(ARGV[3]) then awake = awake + 1 end
      if string.sub(consumer.name, 1, ${consumerPrefix.length}) == '${consumerPrefix}' then
        hasOurs = true
        if consumer.pending == 0 and consumer.idle > tonumber(ARGV[4]) then
          redis.call('XGROUP', 'DELCONSUMER', KEYS[1], group.name, consumer.name)
        end
      end
    end
  end
  local bound = redis.call('XPENDING', KEYS[1], group.name)[2]
  if not bound then
    local ms, seq = string.match(group['last-delivered-id'], '(%d+)-(%d+)')
    bound = ms .. '-' .. string.format('%.0f', seq + 1)
  end
  local ms, seq = string.match(bound, '(%d+)-(%d+)')
  ms, seq = tonumber(ms), tonumber(seq)
  if (others == 0 or hasOurs or awake > 0) and (not lowest or ms < lowest.ms or (ms == lowest.ms and seq < lowest.seq)) then
    lowest = { ms = ms, seq = seq, id = bound }
  end
end
if lowest and ARGV[1] ~= 'keep' then removed = redis.call('XTRIM', KEYS[1], 'MINID', lowest.id) end
return removed`;
