// Named wrong solutions of exercise 4.19.

// MISTAKE 4.19 KeyValueCache.append: the new places replace the old ones
if block == keys.count {
  keys.append(newKeys)
  values.append(newValues)
} else {
  (keys[block], values[block]) = (newKeys, newValues)
}
return (keys[block], values[block])

// MISTAKE 4.19 KeyValueCache.append: the new places stand before the old ones
if block == keys.count {
  keys.append(newKeys)
  values.append(newValues)
} else {
  keys[block] = Tensor(concatenating: [newKeys, keys[block]], along: 2)
  values[block] = Tensor(concatenating: [newValues, values[block]], along: 2)
}
return (keys[block], values[block])

// MISTAKE 4.19 KeyValueCache.append: all blocks share the first entry
if keys.isEmpty {
  keys.append(newKeys)
  values.append(newValues)
} else {
  keys[0] = Tensor(concatenating: [keys[0], newKeys], along: 2)
  values[0] = Tensor(concatenating: [values[0], newValues], along: 2)
}
while keys.count <= block {
  keys.append(keys[0])
  values.append(values[0])
}
return (keys[0], values[0])

// MISTAKE 4.19 KeyValueCache.append: the result is returned and not kept
if block == keys.count {
  keys.append(newKeys)
  values.append(newValues)
  return (newKeys, newValues)
}
return (
  Tensor(concatenating: [keys[block], newKeys], along: 2),
  Tensor(concatenating: [values[block], newValues], along: 2)
)

// MISTAKE 4.19 KeyValueCache.append: keys are kept in the place of values
if block == keys.count {
  keys.append(newKeys)
  values.append(newKeys)
} else {
  keys[block] = Tensor(concatenating: [keys[block], newKeys], along: 2)
  values[block] = Tensor(concatenating: [values[block], newKeys], along: 2)
}
return (keys[block], values[block])

// MISTAKE 4.19 MultiHeadAttention.forward following: the new places see what follows them
let all = splitHeads(projected(x, rows: 0..<3 * width), count: 3 * heads)
queries = all.slice(0..<heads, along: 1)
(keys, values) = cache.append(
  keys: all.slice(heads..<2 * heads, along: 1),
  values: all.slice(2 * heads..<3 * heads, along: 1), block: block)
return attend(nil)

// MISTAKE 4.19 MultiHeadAttention.forward following: the cached places are hidden
let past = block < cache.keys.count ? cache.keys[block].shape[2] : 0
let all = splitHeads(projected(x, rows: 0..<3 * width), count: 3 * heads)
queries = all.slice(0..<heads, along: 1)
(keys, values) = cache.append(
  keys: all.slice(heads..<2 * heads, along: 1),
  values: all.slice(2 * heads..<3 * heads, along: 1), block: block)
let own = Tensor(
  concatenating: [Tensor(zeros: [x.shape[1], past]), causalMask(x.shape[1])], along: 1)
return attend(own)

// MISTAKE 4.19 MultiHeadAttention.forward following: the mask begins at the first cached place
let all = splitHeads(projected(x, rows: 0..<3 * width), count: 3 * heads)
queries = all.slice(0..<heads, along: 1)
(keys, values) = cache.append(
  keys: all.slice(heads..<2 * heads, along: 1),
  values: all.slice(2 * heads..<3 * heads, along: 1), block: block)
let places = keys.shape[2]
return attend(causalMask(places).rows(0..<x.shape[1]))

// MISTAKE 4.19 MultiHeadAttention.forward following: the new keys are not in the cache
let past = block < cache.keys.count ? cache.keys[block].shape[2] : 0
let all = splitHeads(projected(x, rows: 0..<3 * width), count: 3 * heads)
queries = all.slice(0..<heads, along: 1)
var copy = cache
(keys, values) = copy.append(
  keys: all.slice(heads..<2 * heads, along: 1),
  values: all.slice(2 * heads..<3 * heads, along: 1), block: block)
return attend(causalMask(x.shape[1], after: past))

// MISTAKE 4.19 LanguageModel.forward following: every part starts at position 0
var context = Context(.inference)
var x = positions.added(to: embedding.forward(tokens))
for index in blocks.indices {
  let normalized = blocks[index].norm1.forward(x, &context)
  x += blocks[index].attention.forward(following: normalized, cache: &cache, block: index)
  x += blocks[index].placeBranch(x, &context)
}
let logits = head.forward(norm.forward(x, &context).placesAsRows, &context)
return logits.reshaped(to: [x.shape[0], x.shape[1], logits.shape[1]])

// MISTAKE 4.19 LanguageModel.forward following: attention reads x without the norm
var context = Context(.inference)
var x = positions.added(to: embedding.forward(tokens), from: start)
for index in blocks.indices {
  x += blocks[index].attention.forward(following: x, cache: &cache, block: index)
  x += blocks[index].placeBranch(x, &context)
}
let logits = head.forward(norm.forward(x, &context).placesAsRows, &context)
return logits.reshaped(to: [x.shape[0], x.shape[1], logits.shape[1]])

// MISTAKE 4.19 LanguageModel.forward following: the cache is not used
var context = Context(.inference)
var x = positions.added(to: embedding.forward(tokens), from: start)
for index in blocks.indices { x = blocks[index].forward(x, &context) }
let logits = head.forward(norm.forward(x, &context).placesAsRows, &context)
return logits.reshaped(to: [x.shape[0], x.shape[1], logits.shape[1]])

// MISTAKE 4.19 LanguageModel.forward following: the last norm is missing
var context = Context(.inference)
var x = positions.added(to: embedding.forward(tokens), from: start)
for index in blocks.indices {
  let normalized = blocks[index].norm1.forward(x, &context)
  x += blocks[index].attention.forward(following: normalized, cache: &cache, block: index)
  x += blocks[index].placeBranch(x, &context)
}
let logits = head.forward(x.placesAsRows, &context)
return logits.reshaped(to: [x.shape[0], x.shape[1], logits.shape[1]])

// MISTAKE 4.19 LanguageModel.windowStart: the window moves by one token
return max(count - contextLength, 0)

// MISTAKE 4.19 LanguageModel.windowStart: the window jumps by the whole context
return max(count - 1, 0) / contextLength * contextLength

// MISTAKE 4.19 LanguageModel.windowStart: it jumps one token too early
let jump = max(contextLength / 2, 1)
let surplus = max(count - contextLength + 1, 0)
return (surplus + jump - 1) / jump * jump

// MISTAKE 4.19 LanguageModel.windowStart: a context of 1 divides by 0
let jump = contextLength / 2
let surplus = max(count - contextLength, 0)
return (surplus + jump - 1) / jump * jump

// MISTAKE 4.19 LanguageModel.generate: the cache outlives its window
require(
  !prompt.isEmpty && count >= 0,
  "generate: \(prompt.count) tokens of prompt, \(count) to add — use at least one token, such as a"
    + " line break, and 0 or more to add")
var (text, cache) = (prompt, KeyValueCache())
var context = Context(.inference)
for _ in 0..<count {
  let start = windowStart(text.count)
  if !isCached || cache.count == contextLength { cache = KeyValueCache() }
  let new = Array(text[max(start, cache.count)...])
  let logits =
    isCached ? forward(following: [new], cache: &cache) : forward([new], &context)
  text.append(choose(logits.reshaped(to: [new.count, logits.shape[2]])[row: new.count - 1]))
}
return Array(text[prompt.count...])

// MISTAKE 4.19 LanguageModel.generate: the logits of the first place are asked
require(
  !prompt.isEmpty && count >= 0,
  "generate: \(prompt.count) tokens of prompt, \(count) to add — use at least one token, such as a"
    + " line break, and 0 or more to add")
var (text, cache, cacheStart) = (prompt, KeyValueCache(), 0)
var context = Context(.inference)
for _ in 0..<count {
  let start = windowStart(text.count)
  if start != cacheStart || !isCached { (cache, cacheStart) = (KeyValueCache(), start) }
  let new = Array(text[(start + cache.count)...])
  let logits =
    isCached ? forward(following: [new], cache: &cache) : forward([new], &context)
  text.append(choose(logits.reshaped(to: [new.count, logits.shape[2]])[row: 0]))
}
return Array(text[prompt.count...])

// MISTAKE 4.19 LanguageModel.generate: the prompt is returned too
require(
  !prompt.isEmpty && count >= 0,
  "generate: \(prompt.count) tokens of prompt, \(count) to add — use at least one token, such as a"
    + " line break, and 0 or more to add")
var (text, cache, cacheStart) = (prompt, KeyValueCache(), 0)
var context = Context(.inference)
for _ in 0..<count {
  let start = windowStart(text.count)
  if start != cacheStart || !isCached { (cache, cacheStart) = (KeyValueCache(), start) }
  let new = Array(text[(start + cache.count)...])
  let logits =
    isCached ? forward(following: [new], cache: &cache) : forward([new], &context)
  text.append(choose(logits.reshaped(to: [new.count, logits.shape[2]])[row: new.count - 1]))
}
return text

// MISTAKE 4.19 LanguageModel.generate: everything is computed again each turn
require(
  !prompt.isEmpty && count >= 0,
  "generate: \(prompt.count) tokens of prompt, \(count) to add — use at least one token, such as a"
    + " line break, and 0 or more to add")
var text = prompt
var context = Context(.inference)
for _ in 0..<count {
  let seen = Array(text[windowStart(text.count)...])
  let logits = forward([seen], &context)
  text.append(choose(logits.reshaped(to: [seen.count, logits.shape[2]])[row: seen.count - 1]))
}
return Array(text[prompt.count...])
