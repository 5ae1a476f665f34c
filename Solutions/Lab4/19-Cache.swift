// 4.19 The key–value cache: a text is written one token at a time, and what earlier places said of
// themselves does not change any more. Keep it, and each new token costs one place instead of all.

import Lab2
import Shared

/// The keys and values of all places so far, for every block of a model.
///
/// In a causal model place s sees only places up to itself, so its key and value are the same whatever
/// follows. Queries are asked once and not needed again. A token then costs one row of each matrix product
/// and T dot products a head, instead of T rows and T² of them.
public struct KeyValueCache: Sendable, Equatable {
  /// The keys of each block, [N, H, S, d]; empty before the first tokens.
  public internal(set) var keys: [Tensor] = []
  /// The values of each block, [N, H, S, d].
  public internal(set) var values: [Tensor] = []

  /// S, how many places are kept.
  public var count: Int { keys.first?.shape[2] ?? 0 }

  /// A cache of nothing.
  public init() {}

  /// Adds the keys and values of new places behind those of a block.
  ///
  /// Blocks are filled in order: the first time, `block` is the number of blocks so far and a new entry is
  /// appended; later `Tensor(concatenating:along: 2)` adds the places.
  ///
  /// - Parameters:
  ///   - newKeys: [N, H, T, d].
  ///   - newValues: [N, H, T, d].
  ///   - block: Which block, from 0.
  /// - Returns: All keys and values of the block, [N, H, S + T, d].
  public mutating func append(
    keys newKeys: Tensor, values newValues: Tensor, block: Int
  ) -> (keys: Tensor, values: Tensor) {
    require(
      block <= keys.count && newKeys.shape == newValues.shape,
      "KeyValueCache.append: block \(block) of \(keys.count), keys \(newKeys.shape), values"
        + " \(newValues.shape) — fill the blocks in order, with one value a key")
    // BEGIN SOLUTION 4.19 KeyValueCache.append
    if block == keys.count {
      keys.append(newKeys)
      values.append(newValues)
    } else {
      keys[block] = Tensor(concatenating: [keys[block], newKeys], along: 2)
      values[block] = Tensor(concatenating: [values[block], newValues], along: 2)
    }
    return (keys[block], values[block])
    // END SOLUTION
  }
}

extension MultiHeadAttention {
  /// Causal self-attention of new places that follow the cached ones.
  ///
  /// 1. project and cut into heads as in 4.8, for the new places alone
  /// 2. add their keys and values to the cache
  /// 3. the new queries see all cached places, and of the new ones those up to themselves:
  ///    `causalMask(T, after: S)`, where S is the number *before* step 2
  /// 4. join and project
  ///
  /// - Parameters:
  ///   - x: The new places, [N, T, D].
  ///   - cache: What went before; what is new is added.
  ///   - block: Which block of the model this is, from 0.
  /// - Returns: What `forward` of the whole text gives at the new places, [N, T, D].
  public mutating func forward(
    following x: Tensor, cache: inout KeyValueCache, block: Int
  ) -> Tensor {
    // BEGIN SOLUTION 4.19 MultiHeadAttention.forward following
    let past = block < cache.keys.count ? cache.keys[block].shape[2] : 0
    let all = splitHeads(projected(x, rows: 0..<3 * width), count: 3 * heads)
    queries = all.slice(0..<heads, along: 1)  // [N, H, T, d]
    (keys, values) = cache.append(
      keys: all.slice(heads..<2 * heads, along: 1),
      values: all.slice(2 * heads..<3 * heads, along: 1), block: block)
    let isAlone = x.shape[1] == 1  // one place that follows all others sees everything
    return attend(isAlone ? nil : causalMask(x.shape[1], after: past))
    // END SOLUTION
  }
}

extension LanguageModel {
  /// The scores of what follows each of some new tokens, after those in the cache.
  ///
  /// The way of `LanguageModel.forward` (4.10), for the new places alone, in inference: the first one has
  /// position `cache.count` (`positions.added(to:from:)`), and in each block attention is
  /// `forward(following:cache:block:)`. Everything else treats each place alone and needs no cache:
  /// `norm1` before attention, the sum, and `placeBranch` as it is.
  ///
  /// - Parameters:
  ///   - tokens: N rows of T tokens; with those in the cache at most C, or `require` stops with a message
  ///     that names both numbers.
  ///   - cache: What went before, with as many rows; the new places are added.
  /// - Returns: Logits, [N, T, V], as `forward` of the whole text gives them at these places.
  public mutating func forward(following tokens: [[Int]], cache: inout KeyValueCache) -> Tensor {
    let (start, count) = (cache.count, tokens.first?.count ?? 0)
    require(
      start + count <= contextLength,
      "LanguageModel.forward(following:): \(count) tokens after \(start) are more than the context of"
        + " \(contextLength) — start a new cache with the last tokens")
    // BEGIN SOLUTION 4.19 LanguageModel.forward following
    var context = Context(.inference)
    var x = positions.added(to: embedding.forward(tokens), from: start)  // [N, T, D]
    for index in blocks.indices {
      let normalized = blocks[index].norm1.forward(x, &context)
      x += blocks[index].attention.forward(following: normalized, cache: &cache, block: index)
      x += blocks[index].placeBranch(x, &context)
    }
    let rows = norm.forward(x, &context).placesAsRows
    let logits = head.forward(rows, &context)
    return logits.reshaped(to: [x.shape[0], x.shape[1], logits.shape[1]])
    // END SOLUTION
  }

  /// Where the window of a text of `count` tokens begins, so that at most C are seen.
  ///
  /// A window that moved by one token each time would give every token another position each time, and
  /// with it other keys: nothing could be kept. So the window jumps by half of C when it is full, and
  /// stays in between:
  ///
  /// ```
  /// C = 8       count  0…8 → 0      9…12 → 4      13…16 → 8        the smallest multiple of C/2
  ///                                                                with count − start ≤ C
  /// ```
  /// The half is rounded down, and is at least 1.
  ///
  /// - Parameter count: Tokens of the text.
  /// - Returns: The first token that is seen.
  public func windowStart(_ count: Int) -> Int {
    // BEGIN SOLUTION 4.19 LanguageModel.windowStart
    let jump = max(contextLength / 2, 1)
    let surplus = max(count - contextLength, 0)
    return (surplus + jump - 1) / jump * jump
    // END SOLUTION
  }

  /// Continues a text, token by token.
  ///
  /// Each turn takes the logits of the last place, asks `choose` for a token and appends it. What is seen
  /// is the text from `windowStart` on. With a cache, only tokens that are not in it yet go through the
  /// model: the whole prompt first, then one token a turn; when the window has moved, a new cache is
  /// filled with all that is seen. Without one, everything that is seen goes through `forward` each time:
  /// the same text, more slowly.
  ///
  /// - Parameters:
  ///   - prompt: The beginning, at least one token: on an empty one `require` stops, for there is no place
  ///     whose logits could be asked.
  ///   - count: How many tokens to add; 0 adds none.
  ///   - isCached: Whether to keep keys and values.
  ///   - choose: Picks a token from logits, [V], as in 4.18.
  /// - Returns: The new tokens, without the prompt.
  public mutating func generate(
    after prompt: [Int], count: Int, isCached: Bool = true, choosing choose: (Tensor) -> Int
  ) -> [Int] {
    // BEGIN SOLUTION 4.19 LanguageModel.generate
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
        isCached ? forward(following: [new], cache: &cache) : forward([new], &context)  // [1, T, V]
      text.append(choose(logits.reshaped(to: [new.count, logits.shape[2]])[row: new.count - 1]))
    }
    return Array(text[prompt.count...])
    // END SOLUTION
  }
}
