// A model whose parameters are waves, as in the visible tests.

import Foundation
import Lab4
import Shared

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
