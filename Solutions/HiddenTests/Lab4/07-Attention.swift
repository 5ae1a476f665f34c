// The hidden tests of 4.7: gradient checks, padding, more keys than queries, one place, none.
// The decimals are reference values computed in double precision.

import Grading
import Lab4
import Shared
import Testing

struct AttentionTests {
  @Test(.exercise("4.7", "Scaled dot-product attention", points: 8))
  func scaledDotProduct() async {
    await checkPadding()
    await checkGradients()
    await checkSizes()
    await checkHiddenKeys()
  }

  private func checkPadding() async {
    await check("padding of two sequences, three queries, four keys", weight: 2) { sheet in
      let mask = Tensor([1, 1, 1, 0, 0, 1, 0, 1], shape: [2, 1, 1, 4])
      sheet.call("attention(q, k, v, mask: mask) and back, [2, 2, 3, 2] and [2, 2, 4, 2]")
      let result = attention(q, k, v, mask: mask)
      sheet["weights"] = result.weights
      sheet["y"] = result.y
      let gradients = attentionBackward(dy, q: q, k: k, v: v, weights: result.weights)
      sheet["dv"] = gradients.dv
      sheet["dq"] = gradients.dq
      sheet["dk"] = gradients.dk
    } equals: {
      [
        "weights": .tensor(
          Tensor(
            [
              0.3721819, 0.2995135, 0.3283046, 0, 0.3689589, 0.2156306, 0.4154105, 0, 0.3572661,
              0.2974148, 0.3453191, 0, 0.3051246, 0.4714453, 0.22343, 0, 0.3700827, 0.3274239,
              0.3024934, 0, 0.3719578, 0.3872559, 0.2407863, 0, 0, 0.420753, 0, 0.579247, 0,
              0.5564506, 0, 0.4435494, 0, 0.6024219, 0, 0.3975781, 0, 0.2554311, 0, 0.7445689, 0,
              0.4602914, 0, 0.5397086, 0, 0.3536206, 0, 0.6463794,
            ], shape: [2, 2, 3, 4])),
        "y": .tensor(
          Tensor(
            [
              -0.2794741, -0.2413251, -0.415103, -0.2567446, -0.2971091, -0.2509087, 0.6387202,
              -0.1083239, 0.5153963, -0.0475341, 0.5585486, -0.1123283, -0.5868651, 0.1681524,
              -0.814837, 0.0514525, -0.8920688, 0.01191716, 0.0373337, 0.06592497, 0.2196593,
              0.006515504, 0.1247223, 0.03745003,
            ], shape: [2, 2, 3, 2])),
        "dv": .tensor(
          Tensor(
            [
              -0.2431249, 0.303385, -0.2188596, 0.166798, -0.2480155, 0.389817, 0, 0, -0.3278374,
              -0.4847251, -0.3941737, -0.5598636, -0.2879889, -0.3754112, 0, 0, 0, 0, 0.9792398,
              -0.01249186, 0, 0, 1.18076, 0.1124919, 0, 0, 0.07998641, -0.4770696, 0, 0, 0.2600136,
              -0.6629304,
            ], shape: [2, 2, 4, 2])),
        "dq": .tensor(
          Tensor(
            [
              0.2184036, -0.03619412, 0.05778094, -0.06360483, -0.5134809, 0.1513179, -0.1863805,
              0.1243699, -0.2306884, 0.1726502, 0.1744547, -0.05562485, 0.2337783, 0.1026344,
              0.003778082, 0.00165867, 0.0245391, 0.01077326, -0.02215992, -0.01863919,
              -0.001315706, -0.001106669, -0.08166196, -0.06868763,
            ], shape: [2, 2, 3, 2])),
        "dk": .tensor(
          Tensor(
            [
              -0.04187076, 0.009731964, 0.01875336, 0.0006650118, 0.0231174, -0.01039698, 0, 0,
              0.08138757, 0.1296911, -0.02083334, -0.0157065, -0.06055423, -0.1139846, 0, 0, 0, 0,
              -0.6141771, 0.1786623, 0, 0, 0.6141771, -0.1786623, 0, 0, 0.01273793, 0.09231373, 0,
              0, -0.01273793, -0.09231373,
            ], shape: [2, 2, 4, 2])),
      ]
    }
  }

  private func checkGradients() async {
    await check("dq, dk and dv agree with central differences", weight: 3) { sheet in
      sheet.call(
        "attentionBackward(dy, q: q, k: k, v: v, weights: w), [2, 2, 3, 2] and [2, 2, 4, 2]")
      let result = attention(q, k, v)
      sheet["y"] = result.y
      let gradients = attentionBackward(dy, q: q, k: k, v: v, weights: result.weights)
      sheet.gradientCheck("dv", of: v, analytic: gradients.dv) { dot(attention(q, k, $0).y, dy) }
      sheet.gradientCheck("dq", of: q, analytic: gradients.dq) { dot(attention($0, k, v).y, dy) }
      sheet.gradientCheck("dk", of: k, analytic: gradients.dk) { dot(attention(q, $0, v).y, dy) }
    } equals: {
      [
        "y": .tensor(
          Tensor(
            [
              -0.08728596, -0.01227012, -0.2081592, -0.04468295, -0.1056899, -0.02566106, 0.3591789,
              0.08283604, 0.3344427, 0.08324527, 0.3049408, 0.08410164, -0.6733819, 0.08949296,
              -0.6037442, 0.3272448, -0.482849, 0.5117271, -0.03692566, -0.04730137, 0.07599452,
              -0.07244356, -0.01827763, -0.0997704,
            ], shape: [2, 2, 3, 2])),
        "dv": .gradient(
          Tensor(
            [
              -0.1826235, 0.2359426, -0.1644505, 0.1306715, -0.1860018, 0.3009891, -0.1769241,
              0.1923968, -0.2325759, -0.3211586, -0.2702092, -0.364864, -0.2021614, -0.2497243,
              -0.3050535, -0.4842531, 0.3534457, -0.2107584, 0.5421122, 0.09424551, 0.539067,
              0.07517996, 0.7253751, 0.141333, 0.08671329, -0.2525377, 0.03148662, -0.2699738,
              0.09629493, -0.2487598, 0.1255052, -0.3687287,
            ], shape: [2, 2, 4, 2]), afterForward: "y"),
        "dq": .gradient(
          Tensor(
            [
              0.1446917, -0.01003361, 0.1009628, -0.08900844, -0.3940315, 0.1232187, -0.112429,
              0.1064885, -0.1497557, 0.1528814, 0.0891488, -0.09720018, 0.1688334, 0.233734,
              -0.02896215, 0.01157435, 0.02664603, -0.01018996, -0.0169729, -0.01010736, 0.06754043,
              -0.004922866, -0.03526493, -0.03183381,
            ], shape: [2, 2, 3, 2]), afterForward: "y"),
        "dk": .gradient(
          Tensor(
            [
              -0.01528802, 0.0007328881, 0.02229385, -0.006181813, 0.0389801, -0.01056457,
              -0.04598594, 0.01601349, 0.0554159, 0.09775525, -0.01272038, -0.004572514,
              -0.03604117, -0.06736935, -0.006654353, -0.02581339, 0.03545421, -0.007788741,
              -0.4225928, 0.1049991, -0.1449301, 0.03291173, 0.5320686, -0.1301221, 0.01577403,
              -0.05556292, 0.01251132, 0.03898727, -0.03015796, 0.07445831, 0.001872611,
              -0.05788266,
            ], shape: [2, 2, 4, 2]), afterForward: "y"),
      ]
    }
  }

  private func checkSizes() async {
    await check("one key has all the weight; no key gives zeros; no sequence gives none") { sheet in
      sheet.call("attention with S = 1, with S = 0, with N = 0, with T = 0")
      let one = attention(
        Tensor([3, -2], shape: [1, 1, 2, 1]), Tensor([5], shape: [1, 1, 1, 1]),
        Tensor([7], shape: [1, 1, 1, 1]))
      sheet["y, one key"] = one.y
      let none = Tensor(zeros: [1, 1, 0, 2])
      sheet["y, no key"] = attention(Tensor(ones: [1, 1, 2, 2]), none, none).y
      let empty = Tensor(zeros: [0, 1, 3, 2])
      sheet["y, no sequence"] = attention(empty, empty, empty).y
      sheet["y, no query"] = attention(none, none, none, mask: causalMask(0)).y
      sheet["mask of none"] = causalMask(0)
      sheet["mask after none"] = causalMask(2, after: 3)
    } equals: {
      [
        "y, one key": .tensor(Tensor([7, 7], shape: [1, 1, 2, 1])),
        "y, no key": .tensor(Tensor([0, 0, 0, 0], shape: [1, 1, 2, 2])),
        "y, no sequence": .tensor(Tensor([], shape: [0, 1, 3, 2])),
        "y, no query": .tensor(Tensor([], shape: [1, 1, 0, 2])),
        "mask of none": .tensor(Tensor([], shape: [0, 0])),
        "mask after none": [[1, 1, 1, 1, 0], [1, 1, 1, 1, 1]],
      ]
    }
  }

  private func checkHiddenKeys() async {
    await check(
      "what is hidden cannot be heard, and an all-hidden row stays 0 both ways", weight: 2
    ) { sheet in
      sheet.call("attention(q, k, v, mask: [[1, 1, 0], [0, 0, 0]]), twice, with another third key")
      let mask: Tensor = [[1, 1, 0], [0, 0, 0]]
      let q = Tensor([1, 2, 0.5, -1], shape: [1, 1, 2, 2])
      let k = Tensor([1, 0, 2, 1, 300, 300], shape: [1, 1, 3, 2])
      let v = Tensor([1, 0, 0, 2, 1e6, 1e6], shape: [1, 1, 3, 2])
      let result = attention(q, k, v, mask: mask)
      sheet["y"] = result.y
      let back = attentionBackward(
        Tensor(ones: [1, 1, 2, 2]), q: q, k: k, v: v, weights: result.weights)
      sheet["dv"] = back.dv
      sheet["dq of the row that sees nothing"] = back.dq.slice(1..<2, along: 2)
    } equals: {
      [
        "y": .tensor(Tensor([0.1070418, 1.785916, 0, 0], shape: [1, 1, 2, 2])),
        "dv": .tensor(
          Tensor([0.1070418, 0.1070418, 0.8929582, 0.8929582, 0, 0], shape: [1, 1, 3, 2])),
        "dq of the row that sees nothing": .tensor(Tensor([0, 0], shape: [1, 1, 1, 2])),
      ]
    }
  }
}

private let q = Tensor(
  [
    -0.22, -0.5, -0.51, -0.21, -0.18, -0.25, 0.66, 0.81, 0.07, 0.36, 0.42, 0.9, 1.23, -0.29, -0.69,
    -0.21, -1.35, -0.19, -0.1, 1.8, -0.37, 0.69, 0.2, 0.71,
  ], shape: [2, 2, 3, 2])
private let k = Tensor(
  [
    -0.55, -0.31, 0.96, -0.36, -1.13, 0.3, -0.04, -0.37, -1.46, 0.07, 0.54, -0.8, -1.06, -0.8,
    -0.35, 0.41, -1.48, 0.31, 0.82, 0.34, 0.44, -1.03, 1.23, 0.52, 0.77, 0.35, -0.85, 0.05, 1.07,
    0.38, 0.22, 0.95,
  ], shape: [2, 2, 4, 2])
private let v = Tensor(
  [
    -0.15, 0.1, 0.47, -0.36, -1.11, -0.52, 0.46, 0.64, 0.1, -0.57, 1.11, -0.24, 0.38, 0.8, -0.09,
    0.39, -0.32, 0.74, -1.56, -0.33, -0.94, -0.2, 0.12, 0.53, 0.12, 0.44, 0.7, -0.15, -0.41, -0.86,
    -0.19, 0.14,
  ], shape: [2, 2, 4, 2])
private let dy = Tensor(
  [
    0.62, -1.09, 0.11, 1.06, -1.44, 0.89, -0.69, -0.63, -0.92, -0.72, 0.6, -0.07, 1.78, 0.37, -0.03,
    0.12, 0.41, -0.39, 0.16, -0.04, -0.23, -0.73, 0.41, -0.37,
  ], shape: [2, 2, 3, 2])

private func dot(_ a: Tensor, _ b: Tensor) -> Double {
  zip(a.scalars, b.scalars).reduce(0) { $0 + Double($1.0) * Double($1.1) }
}
