// The hidden tests of 4.10: gradient checks, padding, dropout, parameters in order, odd lengths.
// The decimals are reference values computed by PyTorch in double precision.

import Foundation
import Grading
import Lab1
import Lab2
import Lab4
import Shared
import Testing

struct TransformerTests {
  @Test(.exercise("4.10", "Transformer", points: 7))
  func transformer() async {
    await checkPadding()
    await checkDropout()
    await checkModelGradient()
    await checkLengths()
    await checkParameters()
  }

  private func checkPadding() async {
    await check("a padding mask alone, gradients against central differences", weight: 2) { sheet in
      var (block, context) = (waveBlock(isCausal: false), Context(.training))
      block.mask = Tensor([1, 1, 0, 1, 1, 1], shape: [2, 1, 1, 3])
      sheet.call("TransformerBlock.forward(x), backward(dy), x [2, 3, 4], lengths 2 and 3")
      sheet["y"] = block.forward(x, &context)
      let dx = block.backward(dy)
      sheet["gradient norms"] = gradientNorms(&block)
      sheet.gradientCheck("dx", of: x, analytic: dx) { dot(block.forward($0, &context), dy) }
    } equals: {
      [
        "y": .tensor(
          Tensor(
            [
              1.805625, 0.4227202, -0.1350343, -0.1997796, -0.2775262, -0.2877886, 0.09895781,
              -0.3537737, 0.2461342, 0.5818945, 1.744526, -0.62714, -0.6284525, 1.217985,
              -0.3314855, -0.6831529, 1.446838, -0.08307451, -0.6053041, -0.08972059, 1.341339,
              1.035106, 0.01124871, -0.8028978,
            ], shape: [2, 3, 4])),
        "gradient norms": .values([
          0.08047784, 0.291369, 0.4723316, 0.909903, 2.353206, 4.003046, 0.08269044, 0.2969265,
          1.069588, 1.801825, 2.563015, 4.015856,
        ]),
        "dx": .gradient(
          Tensor(
            [
              0.2082672, 0.1604001, 0.2048988, -0.1535662, 0.476704, 0.5427532, -1.248556,
              -1.220901, 0.03591566, -0.08753488, -1.218808, -0.329573, 0.3088672, 0.3549415,
              -0.1831314, -0.4506773, 0.1525295, 0.1617889, -1.079461, -0.1848571, -0.4584927,
              0.08264571, 0.5111072, 0.2047398,
            ], shape: [2, 3, 4]), afterForward: "y"),
      ]
    }
    await check("padding and causality hold together") { sheet in
      var (block, context) = (waveBlock(isCausal: true), Context(.training))
      block.mask = Tensor([1, 1, 0, 1, 1, 1], shape: [2, 1, 1, 3])
      sheet.call("a causal TransformerBlock with a padding mask: forward(x), x [2, 3, 4]")
      sheet["y"] = block.forward(x, &context)
    } equals: {
      [
        "y": .tensor(
          Tensor(
            [
              1.86507, 0.3647857, -0.0860577, -0.2334817, -0.2775262, -0.2877886, 0.09895781,
              -0.3537737, 0.2461342, 0.5818945, 1.744526, -0.62714, -0.6504947, 1.24232, -0.3553913,
              -0.6628077, 1.427174, -0.06414999, -0.6209758, -0.07960119, 1.341339, 1.035106,
              0.01124871, -0.8028978,
            ], shape: [2, 3, 4]))
      ]
    }
  }

  private func checkDropout() async {
    await check("dropout thins both branches in training, and backward uses its masks") { sheet in
      sheet.call("TransformerBlock with dropout 0.5: forward in both modes, backward")
      var (block, context) = (waveBlock(isCausal: false, dropout: 0.5), Context(.inference))
      block.mask = Tensor([1, 1, 0, 1, 1, 1], shape: [2, 1, 1, 3])
      sheet["y in inference"] = block.forward(x, &context)
      sheet["attentionBranch in inference"] = block.attentionBranch(x, &context)
      sheet["placeBranch in inference"] = block.placeBranch(x, &context)
      context = Context(.training, seed: 3)
      sheet["attentionBranch in training"] = block.attentionBranch(x, &context)
      sheet["placeBranch in training"] = block.placeBranch(x, &context)
      context = Context(.training, seed: 3)
      let y = block.forward(x, &context)
      sheet["y in training"] = y
      let dx = block.backward(dy)
      sheet["dx"] = dx
      // The same seed drops the same, so the function is fixed and its differences are its slope.
      sheet.gradientCheck("slope", of: x, analytic: dx) {
        context = Context(.training, seed: 3)
        return dot(block.forward($0, &context), dy)
      }
    } equals: {
      [
        "y in inference": .tensor(
          Tensor(
            [
              1.805625, 0.4227202, -0.1350343, -0.1997796, -0.2775262, -0.2877886, 0.09895781,
              -0.3537737, 0.2461342, 0.5818945, 1.744526, -0.62714, -0.6284525, 1.217985,
              -0.3314855, -0.6831529, 1.446838, -0.08307451, -0.6053041, -0.08972059, 1.341339,
              1.035106, 0.01124871, -0.8028978,
            ], shape: [2, 3, 4])),
        "attentionBranch in training": .other(than: "attentionBranch in inference"),
        "placeBranch in training": .other(than: "placeBranch in inference"),
        "y in training": .other(than: "y in inference"),
        "slope": .gradient(afterForward: "y in inference"),
      ]
    }
  }

  private func checkModelGradient() async {
    await check("a model's gradients by its embedding agree with central differences", weight: 2) {
      sheet in
      var (model, context) = (waveModel(), Context(.training))
      sheet.call("forward([[1, 4, 0, 2], [3, 3, 1, 0]]), backward(dlogits) twice; dE / 2")
      sheet["logits"] = model.forward(tokens, &context)
      model.backward(upstream)
      model.backward(upstream)
      let gradient = model.embedding.weight.gradient / 2
      sheet.gradientCheck("dE", of: model.embedding.weight.value, analytic: gradient) {
        model.embedding.weight.value = $0
        return dot(model.forward(tokens, &context), upstream)
      }
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
        "dE": .gradient(
          [
            [0.01646137, 0.005827913, -0.01645903, -0.005830246],
            [0.002606383, 0.002630222, -0.006663742, 0.001427137],
            [-0.008647895, -0.01367426, 0.01082373, 0.01149842],
            [0.0001132276, -0.0003521573, -0.000201415, 0.0004403447],
            [-0.01468283, -0.008633463, 0.01344498, 0.009871316],
          ], afterForward: "logits"),
      ]
    }
  }

  private func checkLengths() async {
    await check("sequences of length 1, of length 0, a full context, no sequence") { sheet in
      sheet.call("LanguageModel.forward of [[2]], [[]], six tokens, [], and [[1, 4]] as a tensor")
      var (model, context) = (waveModel(), Context(.inference))
      sheet["one token"] = model.forward([[2]], &context)
      sheet["no token"] = model.forward([[]] as [[Int]], &context).shape.description
      sheet["six tokens"] = model.forward([[0, 1, 2, 3, 4, 0]], &context)
      sheet["no sequence"] = model.forward([] as [[Int]], &context).shape.description
      sheet["as a tensor"] = model.forward([[1, 4]] as Tensor, &context)
    } equals: {
      [
        "one token": .tensor(
          Tensor([0.2752955, -0.08023448, 0.7566062, 0.0004385872, 0.4207978], shape: [1, 1, 5])),
        "no token": "[1, 0, 5]",
        "six tokens": .tensor(
          Tensor(
            [
              0.2697496, -0.07082826, 0.7444266, 0.01398416, 0.4074515, 0.2500685, -0.04210742,
              0.7099849, 0.05016676, 0.3737091, 0.2877751, -0.1031353, 0.787282, -0.03446739,
              0.4559004, 0.2299439, -0.01526675, 0.6795297, 0.08071719, 0.3465937, 0.2953317,
              -0.1214721, 0.81428, -0.06700691, 0.4902213, 0.2603339, -0.05682516, 0.7274543,
              0.03196444, 0.390541,
            ], shape: [1, 6, 5])), "no sequence": "[0, 0, 5]",
        "as a tensor": .tensor(
          Tensor(
            [
              0.2347017, -0.02115816, 0.6858739, 0.07465336, 0.3516764, 0.2914461, -0.1112053,
              0.7988185, -0.04813729, 0.470124,
            ], shape: [1, 2, 5])),
      ]
    }
  }

  private func checkParameters() async {
    await check("parameters stand in the contract's order, and visits reach them") { sheet in
      sheet.call("forEachParameter of a model: shapes, and all values set to 0")
      var (model, context) = (waveModel(), Context(.inference))
      var shapes: [String] = []
      model.forEachParameter { shapes.append($0.value.shape.description) }
      sheet["shapes"] = shapes
      model.forEachParameter { $0.value.fill(0) }
      sheet["norm of Wo in block 1"] = model.blocks[1].attention.outputWeight.value.norm()
      sheet["logits"] = model.forward([[1, 2]], &context)
    } equals: {
      [
        "shapes": .init(
          arrayLiteral: "[5, 4]", "[6, 4]", "[4]", "[4]", "[12, 4]", "[12]", "[4, 4]", "[4]", "[4]",
          "[4]", "[16, 4]", "[16]", "[4, 16]", "[4]", "[4]", "[4]", "[12, 4]", "[12]", "[4, 4]",
          "[4]", "[4]", "[4]", "[16, 4]", "[16]", "[4, 16]", "[4]", "[4]", "[4]", "[5, 4]", "[5]"),
        "norm of Wo in block 1": .value(0), "logits": .tensor(Tensor(zeros: [1, 2, 5])),
      ]
    }
  }
}

private let x = Tensor(
  [
    1.35, -0.38, -0.35, -0.09, -0.75, -1.04, -0.15, -0.26, -0.19, -0.19, 1.48, -0.5, -1.11, 0.49,
    -0.64, -0.52, 0.92, -0.84, -0.84, 0.03, 0.85, 0.3, -0.28, -0.65,
  ], shape: [2, 3, 4])
private let dy = Tensor(
  [
    0.21, 0.17, 0.2, -0.16, 0.47, 0.55, -1.25, -1.22, 0.03, -0.08, -1.22, -0.33, 0.32, 0.36, -0.19,
    -0.46, 0.17, 0.18, -1.07, -0.23, -0.45, 0.08, 0.5, 0.21,
  ], shape: [2, 3, 4])
private let tokens = [[1, 4, 0, 2], [3, 3, 1, 0]]
private let upstream = wave([2, 4, 5], 0.5)

private func dot(_ a: Tensor, _ b: Tensor) -> Double {
  zip(a.scalars, b.scalars).reduce(0) { $0 + Double($1.0) * Double($1.1) }
}

private func gradientNorms<Model: Layer>(_ model: inout Model) -> [Float] {
  var norms: [Float] = []
  model.forEachParameter { norms.append($0.gradient.norm()) }
  return norms
}

/// A block of width 4 with two heads and six hidden units, filled with waves part by part.
private func waveBlock(isCausal: Bool, dropout: Float = 0) -> TransformerBlock {
  var (norm1, norm2) = (LayerNorm(features: 4), LayerNorm(features: 4))
  (norm1.scale.value, norm1.shift.value) = (wave([4], 0), wave([4], 1))
  (norm2.scale.value, norm2.shift.value) = (wave([4], 6), wave([4], 7))
  return TransformerBlock(
    norm1: norm1,
    attention: MultiHeadAttention(
      heads: 2, inputWeight: wave([12, 4], 2), inputBias: wave([12], 3),
      outputWeight: wave([4, 4], 4), outputBias: wave([4], 5)),
    norm2: norm2, linear1: Linear(weight: wave([6, 4], 8), bias: wave([6], 9)),
    linear2: Linear(weight: wave([4, 6], 10), bias: wave([4], 11)), isCausal: isCausal,
    dropout: dropout, activation: .tanhApproximation)
}
