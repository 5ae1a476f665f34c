// What the tests of 4.10 and 4.19 put in: the block of which PyTorch computed the results, and a model
// whose parameters are waves.

import Foundation
import Lab1
import Lab2
import Lab4
import Shared

/// Two sequences of three places of six numbers, and a causal block of two heads for them.
enum SampleBlock {
  static let x = Tensor(
    [
      -0.114, -0.52, 0.922, -0.462, -0.556, -0.658, 0.395, -0.395, 0.248, 0.24, -0.234, 0.926,
      -0.432, -0.643, 0.013, 0.952, -0.649, -0.98, 0.993, 0.682, -0.375, 0.339, -0.585, -0.673,
      -0.654, 0.656, -0.586, -0.381, 0.597, -0.405, -0.142, -0.208, 0.548, 0.987, -0.943, 0.774,
    ], shape: [2, 3, 6])
  static let upstream = Tensor(
    [
      -0.637, 0.528, 0.43, 0.169, 0.296, 0.765, -0.656, -0.899, -0.391, -0.093, -0.021, -0.373,
      0.917, -0.121, -0.496, 0.456, 0.07, -0.404, -0.703, 0.417, 0.908, -0.51, -0.256, 0.057, -0.51,
      -0.841, 0.59, 0.377, 0.073, 0.788, -0.632, -0.395, 0.624, -0.496, 0.941, -0.578,
    ], shape: [2, 3, 6])
  static func block() -> TransformerBlock {
    var (norm1, norm2) = (LayerNorm(features: 6), LayerNorm(features: 6))
    norm1.scale.value = [0.681, 0.861, 1.046, 0.805, 1.299, 0.881]
    norm1.shift.value = [-0.297, -0.232, -0.003, 0.219, 0.418, 0.363]
    norm2.scale.value = [0.725, 0.674, 0.949, 0.633, 0.536, 0.846]
    norm2.shift.value = [-0.254, -0.419, -0.1, 0.046, -0.345, 0.328]
    return TransformerBlock(
      norm1: norm1, attention: attention(), norm2: norm2,
      linear1: Linear(
        weight: Tensor(
          [
            -0.406, 0.235, 0.241, 0.151, -0.175, -0.049, 0.482, -0.127, 0.323, 0.022, 0.467, 0.017,
            0.169, -0.138, 0.463, -0.254, 0.168, -0.434, 0.245, 0.017, 0.092, -0.207, -0.153,
            -0.179, -0.169, -0.02, 0.294, -0.327, 0.418, 0.306, 0.394, 0.384, 0.106, 0.025, -0.081,
            0.367, -0.018, 0.063, -0.25, 0.003, -0.207, 0.028, -0.181, -0.173, -0.049, 0.014,
            -0.083, -0.454, -0.073, -0.155, -0.291, 0.173, 0.46, -0.35, -0.478, -0.24, 0.321,
            -0.099, -0.255, -0.468, -0.445, 0.319, -0.092, 0.413, 0.418, 0.278, -0.225, 0.211,
            0.461, -0.4, 0.034, 0,
          ], shape: [12, 6]),
        bias: [
          -0.385, 0.142, 0.193, -0.435, -0.057, 0.433, 0.277, 0.181, -0.377, -0.285, 0.118, -0.017,
        ]),
      linear2: Linear(
        weight: Tensor(
          [
            -0.363, 0.048, 0.144, -0.022, 0.062, -0.084, 0.071, 0.489, -0.077, 0.409, -0.231,
            -0.052, 0.371, -0.161, -0.344, 0.337, 0.231, -0.316, 0.401, -0.443, 0.182, 0.34, -0.295,
            -0.199, 0.437, 0.023, -0.279, -0.185, -0.472, 0.368, -0.164, 0.198, 0.002, 0.459,
            -0.255, 0.119, 0.115, 0.333, 0.034, 0.103, -0.15, 0.207, -0.282, -0.237, -0.155, -0.058,
            0.445, -0.365, 0.044, -0.472, 0.307, 0.494, 0.159, -0.416, 0.476, -0.203, 0.28, 0.152,
            0.107, 0.144, 0.183, 0.293, 0.214, -0.107, 0.198, 0.262, 0.472, 0.322, -0.31, 0.26,
            0.154, -0.011,
          ], shape: [6, 12]), bias: [-0.341, -0.045, 0.095, 0.392, 0.181, 0.398]),
      isCausal: true)
  }
  private static func attention() -> MultiHeadAttention {
    MultiHeadAttention(
      heads: 2,
      inputWeight: Tensor(
        [
          -0.494, -0.391, 0.436, 0.496, 0.351, 0.021, 0.303, -0.359, 0.122, 0.247, -0.137, 0.156,
          -0.235, -0.093, 0.077, -0.437, 0.041, 0.331, -0.068, -0.064, -0.089, -0.301, 0.132, -0.14,
          -0.379, -0.107, 0.441, 0.389, 0.198, 0.183, -0.49, -0.244, 0.314, 0.158, 0.266, -0.138,
          -0.283, -0.478, 0.183, -0.196, -0.323, -0.33, 0.021, -0.046, 0.163, 0.157, -0.138, 0.37,
          -0.308, 0.48, -0.487, -0.469, 0.06, -0.219, -0.387, -0.315, 0.403, 0.398, 0.02, 0.308,
          0.3, 0.369, 0.294, 0.452, -0.14, 0.31, 0.381, -0.01, 0.002, 0.28, -0.205, 0.024, 0.383,
          -0.448, -0.104, -0.022, -0.327, 0.407, 0.093, 0.136, 0.131, 0.352, 0.034, -0.363, -0.311,
          0.404, 0.128, 0.207, -0.011, 0.328, -0.035, 0.125, 0.086, -0.033, 0.477, 0.202, -0.237,
          0.059, -0.106, -0.214, -0.338, 0.18, -0.146, 0.053, -0.309, -0.296, 0.213, 0.106,
        ], shape: [18, 6]),
      inputBias: [
        -0.472, -0.484, 0.388, -0.09, 0.469, -0.497, 0.098, -0.051, 0.423, -0.059, -0.486, 0.121,
        -0.134, 0.396, 0.173, -0.141, 0.073, -0.11,
      ],
      outputWeight: Tensor(
        [
          -0.45, 0.422, 0.339, 0.324, -0.412, -0.014, -0.107, 0.257, -0.277, -0.366, 0.165, 0.086,
          -0.033, -0.115, 0.27, 0.154, 0.105, 0.449, 0.089, 0.476, 0.002, 0.246, -0.01, -0.16,
          0.226, -0.064, -0.133, -0.469, 0.308, 0.245, -0.048, -0.43, 0.21, -0.409, 0.093, -0.386,
        ], shape: [6, 6]),
      outputBias: [-0.428, 0.329, 0.29, -0.263, -0.294, 0.468])
  }
}

/// `0.4 · sin(0.7 · i + 1.3 · k)` at element i: the values of the parameter visited as number k.
func wave(_ shape: Shape, _ number: Double) -> Tensor {
  let values = (0..<shape.elementCount).map { Float(0.4 * sin(0.7 * Double($0) + 1.3 * number)) }
  return Tensor(values, shape: shape)
}

/// A model of 5 tokens, context 6, width 4, two heads, two blocks, filled with waves part by part.
func waveModel() -> LanguageModel {
  var generator = SeededGenerator(seed: 1)
  var model = LanguageModel(
    LanguageModelShape(vocabulary: 5, context: 6, width: 4, heads: 2, layers: 2), using: &generator)
  var number = 0.0
  func fill(_ parameter: inout Parameter) {
    parameter.value = wave(parameter.value.shape, number)
    number += 1
  }
  fill(&model.embedding.weight)
  fill(&model.positions.weight)
  for index in model.blocks.indices {
    fill(&model.blocks[index].norm1.scale)
    fill(&model.blocks[index].norm1.shift)
    fill(&model.blocks[index].attention.inputWeight)
    fill(&model.blocks[index].attention.inputBias)
    fill(&model.blocks[index].attention.outputWeight)
    fill(&model.blocks[index].attention.outputBias)
    fill(&model.blocks[index].norm2.scale)
    fill(&model.blocks[index].norm2.shift)
    fill(&model.blocks[index].linear1.weight)
    fill(&model.blocks[index].linear1.bias)
    fill(&model.blocks[index].linear2.weight)
    fill(&model.blocks[index].linear2.bias)
  }
  fill(&model.norm.scale)
  fill(&model.norm.shift)
  fill(&model.head.weight)
  fill(&model.head.bias)
  return model
}
