// The hidden tests of 4.19: lengths 0 and 1, copies, long prompts, how much is computed, the window.
// The decimals are logits of the whole text without a cache, computed by PyTorch in double precision.

import Grading
import Lab4
import Shared
import Testing

struct CacheTests {
  @Test(.exercise("4.19", "Key–value cache", points: 4))
  func cache() async {
    await checkParts()
    await checkWindow()
    await checkGeneration()
    await checkChoice()
  }

  private func checkParts() async {
    await check("any way of cutting a text into parts gives the same logits", weight: 2) { sheet in
      sheet.call("forward(following:) of 2, 3 and 1 tokens; then of all six; then of none")
      var (model, cache) = (waveModel(), KeyValueCache())
      _ = model.forward(following: [[1, 4], [0, 2]], cache: &cache)
      sheet["the three in the middle"] = model.forward(
        following: [[0, 2, 3], [2, 1, 4]], cache: &cache)
      sheet["the last"] = model.forward(following: [[3], [1]], cache: &cache)
      sheet["none"] = model.forward(following: [[], []], cache: &cache)
      sheet["places"] = cache.count
      var fresh = KeyValueCache()
      sheet["all six"] = model.forward(following: [[1, 4, 0, 2, 3, 3]], cache: &fresh)
    } equals: {
      [
        "the three in the middle": .tensor(
          Tensor(
            [
              0.2810873, -0.09035085, 0.7698781, -0.01445525, 0.4355925, 0.2801306, -0.08894601,
              0.7681875, -0.01267424, 0.4339269, 0.2595377, -0.05579949, 0.7263177, 0.03308068,
              0.3895741, 0.287474, -0.1027089, 0.7867795, -0.03394684, 0.455422, 0.2297319,
              -0.01512241, 0.6794697, 0.08068605, 0.3467124, 0.2952227, -0.1212705, 0.8140091,
              -0.06669803, 0.4899101,
            ], shape: [2, 3, 5])),
        "the last": .tensor(
          Tensor(
            [
              0.2209133, -0.003955436, 0.6672448, 0.0925562, 0.3365687, 0.2200864, -0.002946714,
              0.6661708, 0.09357137, 0.3357296,
            ], shape: [2, 1, 5])),
        "none": .tensor(Tensor([], shape: [2, 0, 5])), "places": 6,
        "all six": .tensor(
          Tensor(
            [
              0.2347017, -0.02115816, 0.6858739, 0.07465336, 0.3516764, 0.2914461, -0.1112053,
              0.7988185, -0.04813729, 0.470124, 0.2810873, -0.09035085, 0.7698781, -0.01445525,
              0.4355925, 0.2801306, -0.08894601, 0.7681875, -0.01267424, 0.4339269, 0.2595377,
              -0.05579949, 0.7263177, 0.03308068, 0.3895741, 0.2209133, -0.003955436, 0.6672448,
              0.0925562, 0.3365687,
            ], shape: [1, 6, 5])),
      ]
    }
    await check("a copied cache goes on alone") { sheet in
      sheet.call("[[1, 4]], the cache copied, then [[0]] with one and [[3]], [[0]] with each")
      var (model, cache) = (waveModel(), KeyValueCache())
      _ = model.forward(following: [[1, 4]], cache: &cache)
      var copy = cache
      _ = model.forward(following: [[3]], cache: &copy)
      sheet["logits after 1, 4, 0"] = model.forward(following: [[0]], cache: &cache)
      sheet["places of the one"] = cache.count
      sheet["places of the copy"] = copy.count
    } equals: {
      [
        "logits after 1, 4, 0": .tensor(
          Tensor([0.2810873, -0.09035085, 0.7698781, -0.01445525, 0.4355925], shape: [1, 1, 5])),
        "places of the one": 3, "places of the copy": 3,
      ]
    }
  }

  private func checkWindow() async {
    await check("windows of an odd context and of a context of 1") { sheet in
      sheet.call("windowStart(0) … (12) with context 5, windowStart(0) … (3) with context 1")
      var generator = SeededGenerator(seed: 1)
      let odd = LanguageModel(
        LanguageModelShape(vocabulary: 3, context: 5, width: 2, heads: 1, layers: 1),
        using: &generator)
      let one = LanguageModel(
        LanguageModelShape(vocabulary: 3, context: 1, width: 2, heads: 1, layers: 1),
        using: &generator)
      sheet["context 5"] = (0..<13).map { odd.windowStart($0) }
      sheet["context 1"] = (0..<4).map { one.windowStart($0) }
    } equals: {
      ["context 5": [0, 0, 0, 0, 0, 0, 2, 2, 4, 4, 6, 6, 8], "context 1": [0, 0, 1, 2]]
    }
  }

  private func checkGeneration() async {
    await check("a prompt longer than the context, with and without a cache", weight: 2) { sheet in
      sheet.call(
        "generate(after: nine tokens, count: 9), context 6, first, second or third choice in turn")
      let prompt = [0, 1, 2, 3, 4, 0, 2, 3, 1]
      let (cached, plain) = (
        alternating(after: prompt, count: 9, isCached: true),
        alternating(after: prompt, count: 9, isCached: false)
      )
      sheet["logits with a cache"] = Tensor(stacking: cached.logits)
      sheet["with a cache"] = cached.text
      sheet["logits without"] = Tensor(stacking: plain.logits)
      sheet["without"] = plain.text
      sheet["no token"] = alternating(after: prompt, count: 0, isCached: true).text
    } equals: {
      [
        "logits with a cache": .tensor(turns), "with a cache": [2, 4, 0, 2, 4, 0, 2, 4, 0],
        "logits without": .tensor(turns), "without": [2, 4, 0, 2, 4, 0, 2, 4, 0],
        "no token": .integers([]),
      ]
    }
  }

  private func checkChoice() async {
    await check("a cached turn sends one token, and asks with logits of shape [V]", weight: 2) {
      sheet in
      sheet.call("generate(after: [1, 4, 0], count: 3): the places of each turn's queries")
      var (model, shapes) = (waveModel(), [String]())
      let text = model.generate(after: [1, 4, 0], count: 3) { logits in
        shapes.append(logits.shape.description)
        return 2
      }
      sheet["text"] = text
      sheet["shapes"] = shapes
      sheet["places of the last turn's queries"] = model.blocks[0].attention.queries.shape[2]
      sheet["places of its keys"] = model.blocks[0].attention.keys.shape[2]
      _ = model.generate(after: [1, 4, 0], count: 3, isCached: false) { _ in 2 }
      sheet["queries without a cache"] = model.blocks[0].attention.queries.shape[2]
    } equals: {
      [
        "text": [2, 2, 2], "shapes": ["[5]", "[5]", "[5]"],
        "places of the last turn's queries": 1, "places of its keys": 5,
        "queries without a cache": 5,
      ]
    }
  }
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
  [0.2202568, -0.003138485, 0.6663618, 0.0934032, 0.3358555],
  [0.2805289, -0.08938463, 0.7686157, -0.01304251, 0.4341927],
  [0.2952389, -0.1213066, 0.8140609, -0.06675954, 0.4899742],
  [0.2600806, -0.05654137, 0.7271728, 0.03221115, 0.3903576],
  [0.2798297, -0.08856704, 0.7677743, -0.01227442, 0.4335867],
  [0.2949812, -0.1208529, 0.8134636, -0.06608758, 0.4893053],
  [0.2594784, -0.05586233, 0.7264954, 0.03280866, 0.389909],
  [0.2798297, -0.08856704, 0.7677743, -0.01227442, 0.4335867],
  [0.2949812, -0.1208529, 0.8134636, -0.06608758, 0.4893053],
]
