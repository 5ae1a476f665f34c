// Results against values that PyTorch computed in double precision (Recorded/golden.json).

import Foundation
import Shared
import Testing

private struct Golden: Decodable {
  struct Values: Decodable {
    let s: [Int]
    let d: [Float]?
    let i: [Int]?
    var tensor: Tensor { Tensor(d ?? (i ?? []).map(Float.init), shape: Shape(s)) }
  }
  struct Case: Decodable {
    let id: String
    let `in`: [String: Values]
    let out: [String: Values]
  }
  let cases: [Case]
}

@Test func resultsAgreeWithTheReferenceValues() throws {
  let url = try #require(
    Bundle.module.url(forResource: "golden", withExtension: "json", subdirectory: "Recorded"))
  let golden = try JSONDecoder().decode(Golden.self, from: Data(contentsOf: url))
  #expect(golden.cases.count == 35)
  for entry in golden.cases {
    let inputs = entry.in.mapValues(\.tensor)
    let expected = try #require(entry.out["y"]).tensor
    let result = try #require(compute(entry.id, inputs), "no such case: \(entry.id)")
    #expect(
      result.isApproximatelyEqual(
        to: expected, absoluteTolerance: 1e-6, relativeTolerance: 1e-6),
      "\(entry.id): \(result) instead of \(expected)")
  }
}

private func compute(_ id: String, _ inputs: [String: Tensor]) -> Tensor? {
  if let a = inputs["a"], let b = inputs["b"] { return computeOfTwo(id, a, b) }
  guard let x = inputs["x"] else { return nil }
  return id.hasPrefix("unary") ? computeUnary(id, x) : computeOther(id, x)
}

private func computeOfTwo(_ id: String, _ a: Tensor, _ b: Tensor) -> Tensor? {
  switch id {
  case "broadcast/add": a + b
  case "broadcast/sub": a - b
  case "broadcast/mul": a * b
  case "broadcast/div": a / b
  case "broadcast/maximum": maximum(a, b)
  case "shape/concat1": Tensor(concatenating: [a, b], along: 1)
  default: id.hasPrefix("matmul/") ? matmul(a, b) : nil
  }
}

private func computeUnary(_ id: String, _ x: Tensor) -> Tensor? {
  switch id {
  case "unary/exp": exp(x)
  case "unary/log": log(x)
  case "unary/sqrt": sqrt(x)
  case "unary/square": square(x)
  case "unary/reciprocal": 1 / x
  case "unary/sin": sin(x)
  case "unary/cos": cos(x)
  case "unary/abs": abs(x)
  case "unary/pow3": pow(x, 3)
  case "unary/clamp": x.clipped(to: -0.5...0.5)
  default: nil
  }
}

private func computeOther(_ id: String, _ x: Tensor) -> Tensor? {
  switch id {
  case "reduce/sum0": x.sum(along: 0)
  case "reduce/sum1": x.sum(along: 1)
  case "reduce/sum2": x.sum(along: 2)
  case "reduce/max0": x.max(along: 0)
  case "reduce/max1": x.max(along: 1)
  case "reduce/max2": x.max(along: 2)
  case "reduce/mean_all": Tensor(x.mean())
  case "reduce/mean12": x.mean(along: [1, 2])
  case "reduce/var_biased1": x.variance(along: 1)
  case "reduce/var_unbiased1": x.variance(along: 1, unbiased: true)
  case "reduce/logsumexp": log(exp(x).sum(along: -1))
  case "reduce/argmax": Tensor(x.argmax(along: -1).map(Float.init), shape: [2, 3])
  case "shape/transpose_reshape": x.transposed(to: [2, 0, 1]).reshaped(to: [4, 6])
  case "shape/slice":
    Tensor(
      concatenating: [0, 2].map { x.slice(1..<3, along: 1).slice($0..<$0 + 1, along: 2) }, along: 2)
  case "shape/gather_rows": x.rows(at: [2, 0, 2])
  default: nil
  }
}
