// Tests of 4.19: what is kept, attention and logits with a cache, the window, and generation.
// The decimals are logits of the whole text without a cache, computed by PyTorch in double precision.

import Grading
import Lab4
import Shared
import Testing

struct CacheTests {
  @Test(.exercise("4.19", "Key–value cache", points: 4))
  func cache() async {
    await checkAppend()
    await checkAttention()
    await checkLogits()
    await checkWindow()
    await checkGeneration()
  }

  private func checkAppend() async {
    await check("new keys and values stand behind those of their own block") { sheet in
      sheet.call("KeyValueCache: append 2 places to the blocks 0 and 1, then 1 place to both")
      var cache = KeyValueCache()
      _ = cache.append(keys: numbered(2, from: 0), values: numbered(2, from: 10), block: 0)
      _ = cache.append(keys: numbered(2, from: 20), values: numbered(2, from: 30), block: 1)
      let first = cache.append(keys: numbered(1, from: 4), values: numbered(1, from: 14), block: 0)
      _ = cache.append(keys: numbered(1, from: 24), values: numbered(1, from: 34), block: 1)
      sheet["keys of block 0"] = first.keys
      sheet["values of block 0"] = first.values
      sheet["keys kept for block 1"] = cache.keys[1]
      sheet["places"] = cache.count
    } equals: {
      [
        "keys of block 0": .tensor(Tensor([0, 1, 2, 3, 4, 5], shape: [1, 1, 3, 2])),
        "values of block 0": .tensor(Tensor([10, 11, 12, 13, 14, 15], shape: [1, 1, 3, 2])),
        "keys kept for block 1": .tensor(Tensor([20, 21, 22, 23, 24, 25], shape: [1, 1, 3, 2])),
        "places": 3,
      ]
    }
  }

  private func checkAttention() async {
    await check("attention place by place equals causal attention of all places") { sheet in
      sheet.call("forward(following: x, cache:, block: 0), x [1, 3, 4]: one place, then two")
      var layer = waveModel().blocks[0].attention
      var cache = KeyValueCache()
      sheet["y of place 0"] = layer.forward(
        following: x.slice(0..<1, along: 1), cache: &cache, block: 0)
      sheet["y of places 1 and 2"] = layer.forward(
        following: x.slice(1..<3, along: 1), cache: &cache, block: 0)
      sheet["places"] = cache.count
    } equals: {
      [
        "y of place 0": .tensor(
          Tensor([-0.05185828, -0.0767114, -0.3040662, -0.5516507], shape: [1, 1, 4])),
        "y of places 1 and 2": .tensor(
          Tensor(
            [
              0.01957619, -0.1316055, -0.2720558, -0.5570784, 0.0001937641, -0.1169827, -0.2802292,
              -0.5562988,
            ], shape: [1, 2, 4])),
        "places": 3,
      ]
    }
  }

  private func checkLogits() async {
    await check("logits token by token are those of the whole text", weight: 2) { sheet in
      sheet.call("forward(following: [[t]], cache:) for t of 1, 4, 0, 2, 3, 3")
      var (model, cache) = (waveModel(), KeyValueCache())
      for (place, token) in [1, 4, 0, 2, 3, 3].enumerated() {
        sheet["logits at place \(place)"] = model.forward(following: [[token]], cache: &cache)
      }
    } equals: {
      [
        "logits at place 0": .tensor(
          Tensor([0.2347017, -0.02115816, 0.6858739, 0.07465336, 0.3516764], shape: [1, 1, 5])),
        "logits at place 1": .tensor(
          Tensor([0.2914461, -0.1112053, 0.7988185, -0.04813729, 0.470124], shape: [1, 1, 5])),
        "logits at place 2": .tensor(
          Tensor([0.2810873, -0.09035085, 0.7698781, -0.01445525, 0.4355925], shape: [1, 1, 5])),
        "logits at place 3": .tensor(
          Tensor([0.2801306, -0.08894601, 0.7681875, -0.01267424, 0.4339269], shape: [1, 1, 5])),
        "logits at place 4": .tensor(
          Tensor([0.2595377, -0.05579949, 0.7263177, 0.03308068, 0.3895741], shape: [1, 1, 5])),
        "logits at place 5": .tensor(
          Tensor([0.2209133, -0.003955436, 0.6672448, 0.0925562, 0.3365687], shape: [1, 1, 5])),
      ]
    }
    await check("a prompt of two rows at once, then one token a row") { sheet in
      sheet.call("forward(following: [[1, 4, 0], [0, 2, 2]], cache:), then [[2], [1]]")
      var (model, cache) = (waveModel(), KeyValueCache())
      sheet["logits of the prompts"] = model.forward(
        following: [[1, 4, 0], [0, 2, 2]], cache: &cache)
      sheet["logits of the next"] = model.forward(following: [[2], [1]], cache: &cache)
    } equals: {
      [
        "logits of the prompts": .tensor(
          Tensor(
            [
              0.2347017, -0.02115816, 0.6858739, 0.07465336, 0.3516764, 0.2914461, -0.1112053,
              0.7988185, -0.04813729, 0.470124, 0.2810873, -0.09035085, 0.7698781, -0.01445525,
              0.4355925, 0.2697496, -0.07082826, 0.7444266, 0.01398416, 0.4074515, 0.2921015,
              -0.1127915, 0.8011522, -0.05094889, 0.4730886, 0.287474, -0.1027089, 0.7867795,
              -0.03394684, 0.455422,
            ], shape: [2, 3, 5])),
        "logits of the next": .tensor(
          Tensor(
            [
              0.2801306, -0.08894601, 0.7681875, -0.01267424, 0.4339269, 0.2297319, -0.01512241,
              0.6794697, 0.08068605, 0.3467124,
            ], shape: [2, 1, 5])),
      ]
    }
    await checkStops(
      "more tokens than the context are refused", weight: 0.5, saying: "2 tokens after 5"
    ) { sheet in
      var (model, cache) = (waveModel(), KeyValueCache())
      _ = model.forward(following: [[0, 1, 2, 3, 4]], cache: &cache)
      sheet["logits"] = model.forward(following: [[0, 1]], cache: &cache)
    }
  }

  private func checkWindow() async {
    await check("the window jumps by half of the context when it is full") { sheet in
      sheet.call("windowStart(0) … windowStart(15), context 6")
      let model = waveModel()
      sheet["starts"] = (0..<16).map { model.windowStart($0) }
    } equals: {
      ["starts": [0, 0, 0, 0, 0, 0, 0, 3, 3, 3, 6, 6, 6, 9, 9, 9]]
    }
  }

  private func checkGeneration() async {
    await check("a text past the context is the same with and without a cache", weight: 2) {
      sheet in
      sheet.call(
        "generate(after: [1, 4], count: 12), context 6, first, second or third choice in turn")
      let (cached, plain) = (
        alternating(after: [1, 4], count: 12, isCached: true),
        alternating(after: [1, 4], count: 12, isCached: false)
      )
      sheet["logits with a cache"] = Tensor(stacking: cached.logits)
      sheet["with a cache"] = cached.text
      sheet["logits without"] = Tensor(stacking: plain.logits)
      sheet["without"] = plain.text
    } equals: {
      [
        "logits with a cache": .tensor(turns),
        "with a cache": [0, 2, 4, 0, 2, 4, 0, 2, 4, 0, 2, 4], "logits without": .tensor(turns),
        "without": [0, 2, 4, 0, 2, 4, 0, 2, 4, 0, 2, 4],
      ]
    }
    await checkStops("an empty prompt is refused", weight: 0.5, saying: "0 tokens") { sheet in
      sheet["text"] = alternating(after: [], count: 3, isCached: true).text
    }
  }
}

private let x = Tensor(
  [0.73, -0.54, 1.48, 0.89, 0.48, 0.22, 0.76, -0.49, -0.03, 0.07, 1.26, 0.45], shape: [1, 3, 4])

private func numbered(_ places: Int, from first: Float) -> Tensor {
  Tensor(from: first, through: first + Float(2 * places - 1), count: 2 * places)
    .reshaped(to: [1, 1, places, 2])
}

/// A text of the waves, and the logits of its turns: the best token, the second best or the third, by the length of the text.
private func alternating(
  after prompt: [Int], count: Int, isCached: Bool
) -> (text: [Int], logits: [Tensor]) {
  var (model, seen) = (waveModel(), [Tensor]())
  let text = model.generate(after: prompt, count: count, isCached: isCached) { logits in
    defer { seen.append(logits) }
    let order = logits.scalars.indices.sorted { logits[$0] > logits[$1] }
    return order[(prompt.count + seen.count) % 3]
  }
  return (text, seen)
}

private let turns: Tensor = [
  [0.2914461, -0.1112053, 0.7988185, -0.04813729, 0.470124],
  [0.2810873, -0.09035085, 0.7698781, -0.01445525, 0.4355925],
  [0.2801306, -0.08894601, 0.7681875, -0.01267424, 0.4339269],
  [0.2950657, -0.1209842, 0.8136266, -0.06626346, 0.4894737],
  [0.2596459, -0.05603635, 0.7266558, 0.03268031, 0.3899904],
  [0.2798297, -0.08856704, 0.7677743, -0.01227442, 0.4335867],
  [0.2949812, -0.1208529, 0.8134636, -0.06608758, 0.4893053],
  [0.2594784, -0.05586233, 0.7264954, 0.03280866, 0.389909],
  [0.2798297, -0.08856704, 0.7677743, -0.01227442, 0.4335867],
  [0.2949812, -0.1208529, 0.8134636, -0.06608758, 0.4893053],
  [0.2594784, -0.05586233, 0.7264954, 0.03280866, 0.389909],
  [0.2798297, -0.08856704, 0.7677743, -0.01227442, 0.4335867],
]
