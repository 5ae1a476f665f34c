// Tests of 4.7: scores, masks, weights, the weighted mean, and the way back through all of them.
// The decimals are reference values computed in double precision, those of four axes by PyTorch.

import Grading
import Lab4
import Shared
import Testing

struct AttentionTests {
  @Test(.exercise("4.7", "Scaled dot-product attention", points: 8))
  func scaledDotProduct() async {
    await checkScores()
    await checkMasks()
    await checkWeights()
    await checkExtremes()
    await checkForward()
    await checkBackward()
  }

  private func checkScores() async {
    await check("scores are q·kᵀ/√d, one row a query") { sheet in
      sheet.call("attentionScores(q, k)", on: ["q": q, "k": k])
      sheet["scores"] = attentionScores(q, k)
    } equals: {
      [
        "scores": .tensor(
          Tensor([0.7071068, 2.828427, 0.7071068, 0, -0.7071068, -0.7071068], shape: [1, 1, 2, 3]))
      ]
    }
  }

  private func checkMasks() async {
    await check("a causal mask lets each place see those up to itself") { sheet in
      sheet.call("causalMask(3), causalMask(2, after: 2), causalMask(1)")
      sheet["mask"] = causalMask(3)
      sheet["after two"] = causalMask(2, after: 2)
      sheet["one place"] = causalMask(1)
    } equals: {
      [
        "mask": [[1, 0, 0], [1, 1, 0], [1, 1, 1]], "after two": [[1, 1, 1, 0], [1, 1, 1, 1]],
        "one place": [[1]],
      ]
    }
    await check("a padding mask has one row a sequence, for all heads and queries", weight: 0.5) {
      sheet in
      let tokens: Tensor = [[1, 1, 0], [1, 0, 0]]
      sheet.call("paddingMask(tokens)", on: ["tokens": tokens])
      sheet["mask"] = paddingMask(tokens)
    } equals: {
      ["mask": .tensor(Tensor([1, 1, 0, 1, 0, 0], shape: [2, 1, 1, 3]))]
    }
  }

  private func checkWeights() async {
    await check("weights are a softmax over the keys") { sheet in
      sheet.call("attentionWeights(scores)", on: ["scores": scores])
      sheet["weights"] = attentionWeights(scores)
    } equals: {
      [
        "weights": .tensor(
          Tensor(
            [
              0.1752904, 0.03911257, 0.785597, 0.5434056, 0.1999078, 0.2566866, 0.07769558,
              0.574097, 0.3482074,
            ], shape: [1, 1, 3, 3]))
      ]
    }
    await check("hidden keys have weight 0 and the others still sum to 1") { sheet in
      let mask: Tensor = [[1, 0, 0], [1, 1, 0], [1, 1, 1]]
      sheet.call("attentionWeights(scores, mask: mask)", on: ["scores": scores, "mask": mask])
      sheet["weights"] = attentionWeights(scores, mask: mask)
    } equals: {
      [
        "weights": .tensor(
          Tensor(
            [1, 0, 0, 0.7310586, 0.2689414, 0, 0.07769558, 0.574097, 0.3482074],
            shape: [1, 1, 3, 3]))
      ]
    }
  }

  private func checkExtremes() async {
    await check("a row that sees nothing has weights 0, never NaN") { sheet in
      let mask: Tensor = [[0, 0, 0], [1, 0, 1], [0, 0, 0]]
      sheet.call("attentionWeights(scores, mask: mask)", on: ["scores": scores, "mask": mask])
      sheet["weights"] = attentionWeights(scores, mask: mask)
    } equals: {
      [
        "weights": .tensor(
          Tensor([0, 0, 0, 0.6791787, 0, 0.3208213, 0, 0, 0], shape: [1, 1, 3, 3]))
      ]
    }
    await check("scores of ±1000 give numbers, whether the largest is hidden or not") { sheet in
      let large = Tensor([1000, 999, -1000, 1000, -1000, -999], shape: [1, 1, 2, 3])
      let mask: Tensor = [[1, 1, 1], [0, 1, 1]]
      sheet.call("attentionWeights(scores, mask: mask)", on: ["scores": large, "mask": mask])
      sheet["weights"] = attentionWeights(large, mask: mask)
    } equals: {
      [
        "weights": .tensor(
          Tensor([0.731058579, 0.268941421, 0, 0, 0.268941421, 0.731058579], shape: [1, 1, 2, 3]))
      ]
    }
  }

  private func checkForward() async {
    await check("attention returns the weighted means of the values, and the weights") { sheet in
      sheet.call("attention(q, k, v)", on: ["q": q, "k": k, "v": v])
      let result = attention(q, k, v)
      sheet["weights"] = result.weights
      sheet["y"] = result.y
    } equals: {
      [
        "weights": .tensor(
          Tensor(
            [0.09669174, 0.8066165, 0.09669174, 0.5034898, 0.2482551, 0.2482551],
            shape: [1, 1, 2, 3])),
        "y": .tensor(Tensor([0, 1.709925, 0.2552348, 0.7447652], shape: [1, 1, 2, 2])),
      ]
    }
    await check("two sequences of two heads with a causal mask agree with PyTorch", weight: 2) {
      sheet in
      sheet.call("attention(queries, keys, values, mask: causal), [2, 2, 4, 3]")
      let result = attention(
        SampleHeads.queries, SampleHeads.keys, SampleHeads.values, mask: causal)
      sheet["weights"] = result.weights
      sheet["y"] = result.y
    } equals: {
      ["weights": .tensor(causalWeights), "y": .tensor(causalMeans)]
    }
  }

  private func checkBackward() async {
    await check("back through softmax: every score acts on every weight of its row") { sheet in
      sheet.call(
        "attentionWeightsBackward(dWeights, weights: weights)",
        on: ["dWeights": dWeights, "weights": softmaxed])
      sheet["dScores"] = attentionWeightsBackward(dWeights, weights: softmaxed)
    } equals: {
      [
        "dScores": .tensor(
          Tensor(
            [
              -0.1274235, -0.08710089, 0.2145244, 0.1549119, 0.1569428, -0.3118547, 0.06453131,
              -0.5278443, 0.463313,
            ], shape: [1, 1, 3, 3]))
      ]
    }
    await check("attentionBackward agrees with PyTorch", weight: 3) { sheet in
      sheet.call(
        "attentionBackward(dy, q: queries, k: keys, v: values, weights: weights), [2, 2, 4, 3]")
      let result = attentionBackward(
        SampleHeads.upstream, q: SampleHeads.queries, k: SampleHeads.keys, v: SampleHeads.values,
        weights: causalWeights)
      sheet["dv"] = result.dv
      sheet["dq"] = result.dq
      sheet["dk"] = result.dk
    } equals: {
      [
        "dv": .tensor(
          Tensor(
            [
              -0.8758525, 0.2674002, 0.6526579, -0.09660578, -0.08863789, 0.1041811, -0.2203131,
              -0.2692913, -0.2286639, -0.02422864, -0.005470984, -0.0971751, 0.6625457, -0.03332585,
              -0.3041743, 0.09732088, 0.07225694, -0.09883646, -0.5231274, 0.1095889, 0.459434,
              -0.07673911, -0.03852003, 0.008576724, -0.8771387, -0.677061, 0.9230091, 0.0272928,
              0.1781253, 0.5507279, -0.2923517, 0.05154641, 0.08870614, -0.1188024, 0.2253893,
              -0.1384431, 0.2529543, 0.6379218, -0.4210583, 0.1898743, 0.3501276, -0.06022536,
              -0.1184664, 0.03383536, 0.07192854, -0.09536223, 0.0121152, -0.08864489,
            ], shape: [2, 2, 4, 3])),
        "dq": .tensor(
          Tensor(
            [
              0, 0, 0, 0.00402597, 0.002545052, 0.004527, 0.03771518, -0.1216311, 0.02764237,
              0.0354142, -0.01864237, 0.002913735, 0, 0, 0, 0.01001276, 0.08274501, -0.05423153,
              0.0298156, -0.02943784, -0.01382073, 0.07424997, -0.06682909, -0.04449305, 0, 0, 0,
              -0.008241549, 0.004300477, -0.01953185, 0.1609281, -0.01463911, -0.03231645,
              0.09150619, 0.0537314, -0.1665394, 0, 0, 0, -0.009563966, -0.02993337, -0.04763591,
              -0.08160731, -0.1622639, -0.1645051, 0.1225846, 0.2511697, 0.1985456,
            ], shape: [2, 2, 4, 3])),
        "dk": .tensor(
          Tensor(
            [
              -0.1012672, -0.07898616, -0.008808384, -0.03772637, -0.003947185, 0.002708357,
              0.1160776, 0.09257088, 0.01533982, 0.02291592, -0.009637537, -0.009239798, 0.02494996,
              -0.02302268, -0.01721969, -0.07538398, 0.1070062, 0.009436197, 0.05404507,
              -0.09102305, 0.008672363, -0.003611045, 0.007039553, -0.0008888725, 0.03436403,
              0.03751461, -0.1094004, -0.04856469, 0.05999363, 0.002139056, -0.01641247,
              -0.09673214, 0.1653831, 0.03061312, -0.0007761074, -0.05812182, -0.0253107,
              -0.03848186, 0.1036894, -0.002059333, 0.02532893, -0.04862525, 0.03534806, 0.03999398,
              -0.08662098, -0.007978027, -0.02684105, 0.03155681,
            ], shape: [2, 2, 4, 3])),
      ]
    }
  }
}

private let q = Tensor([1, 2, 0, -1], shape: [1, 1, 2, 2])
private let k = Tensor([1, 0, 2, 1, -1, 1], shape: [1, 1, 3, 2])
private let v = Tensor([1, 0, 0, 2, -1, 1], shape: [1, 1, 3, 2])
private let scores = Tensor([0.5, -1, 2, 1, 0, 0.25, -0.5, 1.5, 1], shape: [1, 1, 3, 3])
private let softmaxed = Tensor(
  [
    0.1752904, 0.03911257, 0.785597, 0.5434056, 0.1999078, 0.2566866, 0.07769558, 0.574097,
    0.3482074,
  ], shape: [1, 1, 3, 3])
private let dWeights = Tensor([1, -0.5, 2, 0.5, 1, -1, 0.25, -1.5, 0.75], shape: [1, 1, 3, 3])
private let causal: Tensor = [[1, 0, 0, 0], [1, 1, 0, 0], [1, 1, 1, 0], [1, 1, 1, 1]]
private let causalWeights = Tensor(
  [
    1, 0, 0, 0, 0.6586942, 0.3413058, 0, 0, 0.5014207, 0.2061946, 0.2923847, 0, 0.2283852,
    0.2045463, 0.3065455, 0.2605231, 1, 0, 0, 0, 0.3776452, 0.6223548, 0, 0, 0.3577264, 0.1588487,
    0.4834249, 0, 0.343488, 0.1466711, 0.359372, 0.1504689, 1, 0, 0, 0, 0.2998577, 0.7001423, 0, 0,
    0.4823958, 0.2019884, 0.3156158, 0, 0.3534493, 0.2197665, 0.1872632, 0.239521, 1, 0, 0, 0,
    0.4716833, 0.5283167, 0, 0, 0.285254, 0.2945315, 0.4202145, 0, 0.3077194, 0.2414851, 0.330843,
    0.1199525,
  ], shape: [2, 2, 4, 4])
private let causalMeans = Tensor(
  [
    0.227, 0.583, 0.629, 0.1843368, 0.5318041, 0.6429935, 0.1339772, 0.4371636, 0.2903933,
    -0.05248198, 0.3552519, -0.005242761, -0.103, 0.227, 0.68, 0.2616999, 0.6713613, 0.5916256,
    -0.4198589, 0.2993269, 0.425883, -0.3740109, 0.3916083, 0.3956989, 0.348, -0.999, -0.799,
    0.2583818, -0.008998749, -0.7569915, -0.08215836, -0.1272899, -0.3762645, 0.1192672, -0.1824185,
    -0.3079331, -0.951, 0.18, -0.739, -0.5494793, 0.2523794, -0.285176, -0.3867823, -0.2519703,
    -0.07670852, -0.4323151, -0.1533862, -0.2221581,
  ], shape: [2, 2, 4, 3])
