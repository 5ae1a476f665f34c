// What the tests of this module share.

import Foundation
import ModelFiles
import Shared

/// Runs `body` with a new empty folder, which is removed afterwards.
func withFolder(_ body: (URL) throws -> Void) throws {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("modelfiles-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  try body(folder)
}

/// The line of the `ModelFileError` that `body` must throw.
func line(_ body: () throws -> Void) -> String {
  do {
    try body()
    return "nothing was thrown"
  } catch let error as ModelFileError {
    return error.description
  } catch {
    return "another error: \(error)"
  }
}

/// The bytes that a string of hexadecimal digits stands for.
func bytes(hexadecimal text: String) -> [UInt8] {
  let digits = Array(text.utf8).compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
  return stride(from: 0, to: digits.count - 1, by: 2).map {
    UInt8(16 * digits[$0] + digits[$0 + 1])
  }
}

/// Tensors of each rank, an empty one, and numbers that are easily lost.
let specimens: [Tensor] = [
  3, [1, -2, 0.1], [[1, 2, 3], [4, 5, 6]], Tensor(ones: [2, 1, 3]), Tensor(ones: [2, 1, 2, 2]),
  Tensor(zeros: [0]), Tensor(zeros: [2, 0, 3]),
  Tensor([.infinity, -.infinity, -0.0, .leastNonzeroMagnitude, .greatestFiniteMagnitude]),
]

/// Whether two tensors agree in shape and in every bit.
func isIdentical(_ a: Tensor, _ b: Tensor) -> Bool {
  a.shape == b.shape && a.scalars.map(\.bitPattern) == b.scalars.map(\.bitPattern)
}

/// A copy with one to four bytes changed.
func damaged(_ bytes: [UInt8], using generator: inout SeededGenerator) -> [UInt8] {
  var copy = bytes
  for _ in 0...generator.below(4) {
    copy[generator.below(copy.count)] ^= UInt8(1 + generator.below(255))
  }
  return copy
}
