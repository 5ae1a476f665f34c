// Tests of 4.10: the block, branch by branch and back; the model, its causality, and that it learns.
// The decimals are reference values computed by PyTorch in double precision.

import Grading
import Lab1
import Lab4
import Shared
import Testing

struct TransformerTests {
  @Test(.exercise("4.10", "Transformer", points: 7))
  func transformer() async {
    await checkBlock()
    await checkBlockBackward()
    await checkModel()
    await checkModelBackward()
    await checkLearning()
  }

  private func checkBlock() async {
    await check("a causal pre-norm block agrees with PyTorch, branch by branch", weight: 2) {
      sheet in
      var (block, context) = (SampleBlock.block(), Context(.training))
      sheet.call("TransformerBlock: attentionBranch(x), placeBranch(h), forward(x), x [2, 3, 6]")
      sheet["attentionBranch(x)"] = block.attentionBranch(SampleBlock.x, &context)
      sheet["placeBranch(h)"] = block.placeBranch(h, &context)
      sheet["y"] = block.forward(SampleBlock.x, &context)
    } equals: {
      [
        "attentionBranch(x)": .tensor(
          Tensor(
            [
              -0.1078955, 0.4891788, -0.200653, 0.1092853, -0.4936693, 0.6603483, -0.8439646,
              0.3139081, 0.009246115, -0.1305498, -0.09096561, 0.8150683, -0.4249073, 0.4576221,
              -0.09137541, 0.02325348, -0.2559158, 0.708912, -0.3059958, 0.7936042, -0.07505711,
              0.01908662, -0.08837479, 0.5627598, 0.4783542, 0.4582793, 0.4502149, -0.1382631,
              -0.6222085, 0.3451115, -0.1041644, 0.4734336, 0.249977, -0.1010049, -0.2946845,
              0.6049934,
            ], shape: [2, 3, 6])),
        "placeBranch(h)": .tensor(
          Tensor(
            [
              -0.2130057, -0.2113153, 0.4696981, 0.1786603, 0.1858897, 0.774404, -0.5583252,
              -0.1290035, -0.08767227, 0.5113188, 0.1399078, 0.6727218, -0.3081901, -0.08209009,
              0.30015, 0.4924577, 0.1939612, 0.7519515, -0.3425329, -0.1372818, 0.232126, 0.3499055,
              0.040811, 0.753811, -0.4397473, -0.243166, 0.1723203, 0.3397401, 0.1271057, 0.709164,
              -0.491131, -0.07889017, 0.2773257, 0.4486923, 0.0683648, 0.6498923,
            ], shape: [2, 3, 6])),
        "y": .tensor(
          Tensor(
            [
              -0.4349012, -0.2421365, 1.191045, -0.1740544, -0.8637796, 0.7767523, -1.00729,
              -0.2100954, 0.1695738, 0.620769, -0.1850578, 2.41379, -1.165097, -0.267468, 0.2217746,
              1.467711, -0.7109546, 0.4808635, 0.3444713, 1.338322, -0.2179311, 0.7079921,
              -0.6325638, 0.6435708, -0.6153931, 0.8711133, 0.03653521, -0.179523, 0.1018972,
              0.6492754, -0.7372954, 0.1865434, 1.075303, 1.334687, -1.16932, 2.028886,
            ], shape: [2, 3, 6])),
      ]
    }
  }

  private func checkBlockBackward() async {
    await check("its gradients agree with PyTorch, branch by branch", weight: 3) { sheet in
      var (block, context) = (SampleBlock.block(), Context(.training))
      sheet.call("forward(x); placeBranchBackward(dy), attentionBranchBackward(dh), backward(dy)")
      sheet["y"] = block.forward(SampleBlock.x, &context)
      sheet["dh"] = SampleBlock.upstream + block.placeBranchBackward(SampleBlock.upstream)
      sheet["dx from dh"] = dh + block.attentionBranchBackward(dh)
      sheet["gradient norms"] = gradientNorms(&block)
      block.zeroGradients()
      _ = block.forward(SampleBlock.x, &context)
      sheet["dx"] = block.backward(SampleBlock.upstream)
      sheet["gradient norms again"] = gradientNorms(&block)
    } equals: {
      [
        "y": .tensor(
          Tensor(
            [
              -0.4349012, -0.2421365, 1.191045, -0.1740544, -0.8637796, 0.7767523, -1.00729,
              -0.2100954, 0.1695738, 0.620769, -0.1850578, 2.41379, -1.165097, -0.267468, 0.2217746,
              1.467711, -0.7109546, 0.4808635, 0.3444713, 1.338322, -0.2179311, 0.7079921,
              -0.6325638, 0.6435708, -0.6153931, 0.8711133, 0.03653521, -0.179523, 0.1018972,
              0.6492754, -0.7372954, 0.1865434, 1.075303, 1.334687, -1.16932, 2.028886,
            ], shape: [2, 3, 6])),
        "dh": .tensor(dh),
        "dx from dh": .tensor(dx),
        "gradient norms": .values(blockNorms), "dx": .tensor(dx),
        "gradient norms again": .values(blockNorms),
      ]
    }
  }

  private func checkModel() async {
    await check("logits of two sequences of four tokens agree with PyTorch") { sheet in
      var (model, context) = (waveModel(), Context(.training))
      sheet.call("LanguageModel.forward([[1, 4, 0, 2], [3, 3, 1, 0]]), V = 5, D = 4, two blocks")
      sheet["logits"] = model.forward([[1, 4, 0, 2], [3, 3, 1, 0]], &context)
    } equals: {
      [
        "logits": .tensor(
          Tensor(
            [
              0.2347017, -0.02115816, 0.6858739, 0.07465336, 0.3516764, 0.2914461, -0.1112053,
              0.7988185, -0.04813729, 0.470124, 0.2810873, -0.09035085, 0.7698781, -0.01445525,
              0.4355925, 0.2801306, -0.08894601, 0.7681875, -0.01267424, 0.4339269, 0.2346558,
              -0.02109043, 0.6857922, 0.07473965, 0.3515956, 0.2477073, -0.03865329, 0.705837,
              0.05452918, 0.3696363, 0.2492816, -0.04077693, 0.7082645, 0.05207828, 0.3718273,
              0.2712636, -0.07360466, 0.7481446, 0.009754199, 0.4117046,
            ], shape: [2, 4, 5]))
      ]
    }
    await check("what follows a place does not change its logits") { sheet in
      var (model, context) = (waveModel(), Context(.inference))
      sheet.call("forward([[1, 4, 0, 2]]) and forward([[1, 4, 3, 3]]), the first two places")
      sheet["logits"] = model.forward([[1, 4, 0, 2]], &context).slice(0..<2, along: 1)
      sheet["with another end"] = model.forward([[1, 4, 3, 3]], &context).slice(0..<2, along: 1)
    } equals: {
      [
        "logits": .tensor(
          Tensor(
            [
              0.2347017, -0.02115816, 0.6858739, 0.07465336, 0.3516764, 0.2914461, -0.1112053,
              0.7988185, -0.04813729, 0.470124,
            ], shape: [1, 2, 5])), "with another end": .same(as: "logits"),
      ]
    }
    await checkStops("more tokens than the context are refused", weight: 0.5, saying: "7 tokens") {
      sheet in
      var (model, context) = (waveModel(), Context(.inference))
      sheet["logits"] = model.forward([[0, 1, 2, 3, 4, 0, 1]], &context)
    }
  }

  private func checkModelBackward() async {
    await check("all 28 parameters are visited in order, with PyTorch's gradients", weight: 2) {
      sheet in
      var (model, context) = (waveModel(), Context(.training))
      sheet.call("forward([[1, 4, 0, 2], [3, 3, 1, 0]]), backward(dlogits)")
      sheet["logits"] = model.forward([[1, 4, 0, 2], [3, 3, 1, 0]], &context)
      model.backward(wave([2, 4, 5], 0.5))
      sheet["gradient norms"] = gradientNorms(&model)
      sheet["embedding"] = model.embedding.weight.gradient
      sheet["positions"] = model.positions.weight.gradient
    } equals: {
      [
        "logits": .tensor(
          Tensor(
            [
              0.2347017, -0.02115816, 0.6858739, 0.07465336, 0.3516764, 0.2914461, -0.1112053,
              0.7988185, -0.04813729, 0.470124, 0.2810873, -0.09035085, 0.7698781, -0.01445525,
              0.4355925, 0.2801306, -0.08894601, 0.7681875, -0.01267424, 0.4339269, 0.2346558,
              -0.02109043, 0.6857922, 0.07473965, 0.3515956, 0.2477073, -0.03865329, 0.705837,
              0.05452918, 0.3696363, 0.2492816, -0.04077693, 0.7082645, 0.05207828, 0.3718273,
              0.2712636, -0.07360466, 0.7481446, 0.009754199, 0.4117046,
            ], shape: [2, 4, 5])),
        "gradient norms": .values([
          0.04183095, 0.04035289, 0.0008239021, 0.001009367, 0.004546035, 0.005237015, 0.01565893,
          0.02218581, 0.007673451, 0.008453282, 0.02484112, 0.01786918, 0.02290272, 0.01905666,
          0.0006891971, 0.0006669386, 0.002069436, 0.002307611, 0.01308332, 0.01907736, 0.006068435,
          0.001658344, 0.01361766, 0.02069553, 0.01339971, 0.0215586, 0.09028828, 0.05309989,
          0.4757883, 0.6029701,
        ]),
        "embedding": [
          [0.01646137, 0.005827913, -0.01645903, -0.005830246],
          [0.002606383, 0.002630222, -0.006663742, 0.001427137],
          [-0.008647895, -0.01367426, 0.01082373, 0.01149842],
          [0.0001132276, -0.0003521573, -0.000201415, 0.0004403447],
          [-0.01468283, -0.008633463, 0.01344498, 0.009871316],
        ],
        "positions": [
          [0.004737967, 0.003830781, -0.01029747, 0.001728722],
          [-0.01446768, -0.01185993, 0.01720788, 0.009119735],
          [0.01080274, 0.00697331, -0.01434406, -0.003431989],
          [-0.005222777, -0.0131459, 0.008378174, 0.009990507], [0, 0, 0, 0], [0, 0, 0, 0],
        ],
      ]
    }
  }

  private func checkLearning() async {
    await check("a fresh model knows nothing, loss ln V, and learns one sentence by heart") {
      sheet in
      sheet.call("LanguageModel of V = 8, D = 16: 60 steps of descent on one row, seed 4")
      var (generator, context) = (SeededGenerator(seed: 4), Context(.training))
      var model = LanguageModel(
        LanguageModelShape(vocabulary: 8, context: 8, width: 16, heads: 2, layers: 2),
        using: &generator)
      var losses: [Float] = []
      for _ in 0..<60 {
        model.zeroGradients()
        let logits = model.forward([[0, 1, 2, 3, 4, 5, 6, 7]], &context)
        let result = crossEntropy(logits.reshaped(to: [8, 8]), [1, 2, 3, 4, 5, 6, 7, 0])
        losses.append(result.loss)
        model.backward(result.gradient.reshaped(to: [1, 8, 8]))
        model.forEachParameter { $0.value.addScaled($0.gradient, by: -1) }
      }
      sheet["first loss"] = losses[0]
      sheet["last loss"] = losses[59]
    } equals: {
      ["first loss": .within(2.0...2.16), "last loss": .lessThan(0.3)]
    }
  }
}

private let h = Tensor(
  [
    -0.2218955, -0.03082121, 0.721347, -0.3527147, -1.049669, 0.002348268, -0.4489646, -0.08109188,
    0.2572461, 0.1094502, -0.3249656, 1.741068, -0.8569073, -0.1853779, -0.07837541, 0.9752535,
    -0.9049158, -0.271088, 0.6870042, 1.475604, -0.4500571, 0.3580866, -0.6733748, -0.1102402,
    -0.1756458, 1.114279, -0.1357851, -0.5192631, -0.02520854, -0.05988852, -0.2461644, 0.2654336,
    0.797977, 0.8859951, -1.237685, 1.378993,
  ], shape: [2, 3, 6])
private let dh = Tensor(
  [
    -0.990457, 0.7267712, 0.4059302, 0.3347061, 0.2926824, 0.7813669, -0.7541112, -0.850493,
    -0.4694443, -0.0712599, 0.07938651, -0.3670782, 0.9962135, -0.272847, -0.6018537, 0.5814726,
    0.1908028, -0.4717882, -0.674273, 0.4101871, 0.9936452, -0.606508, -0.3664631, 0.1564118,
    -0.6454043, -0.7913707, 0.6308057, 0.5175286, -0.1081403, 0.873581, -0.6959791, -0.3388112,
    0.7420567, -0.5414605, 0.9391747, -0.6409806,
  ], shape: [2, 3, 6])
private let dx = Tensor(
  [
    -0.2831352, 0.3834738, 0.2443829, 0.5844887, -0.9926317, 1.614422, -0.5399696, -0.8156915,
    -0.8719922, -0.261001, 0.2892256, -0.2335713, 0.8564821, -0.2592431, -0.4659197, 0.4997456,
    0.4775425, -0.6866074, -0.4035186, 0.5654906, 0.4940491, -1.056801, -1.0136, 1.32738,
    -0.7570184, -0.7191372, 0.3289386, 0.1890563, -0.259044, 1.694205, -0.5092486, -0.5021041,
    0.5937412, -0.4861756, 0.9593229, -0.5915358,
  ], shape: [2, 3, 6])
private let blockNorms: [Double] = [
  1.153684, 2.45528, 3.630721, 3.022131, 3.749071, 3.604426, 1.20576, 0.9118527, 2.677913, 1.324932,
  3.005875, 3.273351,
]

private func gradientNorms<Model: Layer>(_ model: inout Model) -> [Float] {
  var norms: [Float] = []
  model.forEachParameter { norms.append($0.gradient.norm()) }
  return norms
}

/// The mean of −log of the labels' shares, and its gradient by the logits.
private func crossEntropy(_ logits: Tensor, _ labels: [Int]) -> (loss: Float, gradient: Tensor) {
  let powers = exp(logits - logits.max(along: 1, keepingAxis: true))
  let shares = powers / powers.sum(along: 1, keepingAxis: true)
  let wanted = Tensor(oneHot: labels, classes: logits.shape[1])
  let loss = -(log(shares) * wanted).sum() / Float(labels.count)
  return (loss, (shares - wanted) / Float(labels.count))
}
