// Convolution and pooling against values that PyTorch computed in double precision.

import Foundation
import Shared
import Testing

private struct Golden: Decodable {
  struct Values: Decodable {
    let s: [Int]
    let d: [Float]
    var tensor: Tensor { Tensor(d, shape: Shape(s)) }
  }
  struct Attributes: Decodable {
    let stride: Steps?
    let padding: Steps?
  }
  /// One number, or one for each direction.
  struct Steps: Decodable {
    let value: Int
    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      value = try (try? container.decode(Int.self)) ?? container.decode([Int].self)[0]
    }
  }
  struct Case: Decodable {
    let id: String
    let attrs: Attributes?
    let `in`: [String: Values]
    let out: [String: Values]
    let grad: [String: Values]
  }
  let cases: [Case]
}

@Suite struct ConvolutionGoldenTests {
  @Test func resultsAndGradientsAgreeWithTheReferenceValues() throws {
    let url = try #require(
      Bundle.module.url(
        forResource: "convolution", withExtension: "json", subdirectory: "Recorded"))
    let golden = try JSONDecoder().decode(Golden.self, from: Data(contentsOf: url))
    #expect(golden.cases.count == 8)
    for entry in golden.cases {
      let expected = entry.grad.merging(entry.out) { $1 }.mapValues(\.tensor)
      let results = try entry.id.hasPrefix("conv2d") ? convolution(entry) : pooling(entry)
      #expect(Set(results.keys) == Set(expected.keys), "\(entry.id)")
      for (name, result) in results {
        let reference = try #require(expected[name])
        #expect(
          result.isApproximatelyEqual(
            to: reference, absoluteTolerance: 1e-6, relativeTolerance: 1e-5),
          "\(entry.id) \(name): \(result) instead of \(reference)")
      }
    }
  }

  private func convolution(_ entry: Golden.Case) throws -> [String: Tensor] {
    let x = try #require(entry.in["x"]).tensor
    let kernel = try #require(entry.in["w"]).tensor
    let dy = try #require(entry.in["gout"]).tensor
    let stride = try #require(entry.attrs?.stride).value
    let padding = try #require(entry.attrs?.padding).value
    var results = [
      "y": convolve(x, kernel, stride: stride, padding: padding),
      "x": convolveInputGradient(
        dy, kernel, inputShape: x.shape, stride: stride, padding: padding),
      "w": convolveKernelGradient(
        dy, x, kernelShape: kernel.shape, stride: stride, padding: padding),
    ]
    if let bias = entry.in["b"]?.tensor, let y = results["y"] {
      results["y"] = y + bias.reshaped(to: [1, bias.count, 1, 1])
      results["b"] = dy.sum(along: [0, 2, 3])
    }
    return results
  }

  private func pooling(_ entry: Golden.Case) throws -> [String: Tensor] {
    let x = try #require(entry.in["x"]).tensor
    let dy = try #require(entry.in["gout"]).tensor
    if entry.id.hasPrefix("pool/max") {
      let (y, places) = maxPool(x, size: 2, stride: 2)
      return ["y": y, "x": maxPoolInputGradient(dy, places: places, inputShape: x.shape)]
    }
    let dx = averagePoolInputGradient(dy, inputShape: x.shape, size: 2, stride: 2)
    return ["y": averagePool(x, size: 2, stride: 2), "x": dx]
  }
}
