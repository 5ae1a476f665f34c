// The toy sets: where their points lie, and that a seed decides them.

import Datasets
import Shared
import Testing

struct ToySetTests {
  typealias Maker = @Sendable (_ count: Int, _ noise: Float, _ seed: UInt64) -> Dataset

  static let makers: [(name: String, make: Maker)] = [
    ("moons", { .moons(count: $0, noise: $1, seed: $2) }),
    ("circles", { .circles(count: $0, noise: $1, seed: $2) }),
    ("two spirals", { .spirals(count: $0, noise: $1, seed: $2) }),
    ("five spirals", { .spirals(count: $0, arms: 5, turns: 1.5, noise: $1, seed: $2) }),
    ("xor", { .xor(count: $0, noise: $1, seed: $2) }),
    ("two blobs", { .blobs(count: $0, classes: 2, noise: $1, seed: $2) }),
    ("four blobs", { .blobs(count: $0, classes: 4, noise: $1, seed: $2) }),
    ("linear", { .linear(count: $0, noise: $1, seed: $2) }),
  ]

  @Test(
    "classes are balanced and alternate, and the seed decides the points", arguments: makers.indices
  )
  func classesAreBalancedAnd(index: Int) {
    let make = Self.makers[index].make
    let set = make(103, 0.1, 1)
    #expect(set.inputs.shape == [103, 2])
    #expect(set.labels == (0..<103).map { $0 % set.classCount })
    #expect(!set.inputs.hasNonFinite)
    #expect(make(103, 0.1, 1) == set)
    #expect(make(103, 0.1, 2) != set)
    #expect(make(103, 0.2, 1).inputs != set.inputs)
    #expect(set.inputs.scalars.allSatisfy { abs($0) < 2 })
  }

  @Test("noise has the stated standard deviation") func noiseHasTheStated() {
    let noisy = Dataset.circles(count: 4_000, noise: 0.2, seed: 3)
    let exact = Dataset.circles(count: 4_000, noise: 0, seed: 3)
    let noise = noisy.inputs - exact.inputs
    #expect(abs(noise.mean()) < 0.01)
    #expect(abs(noise.variance() - 0.04) < 0.002)
  }

  @Test("circles and moons lie on their circles") func circlesAndMoonsLie() {
    for (x, y, label) in points(.circles(count: 100, noise: 0, seed: 1)) {
      #expect(abs((x * x + y * y).squareRoot() - (label == 0 ? 1 : 0.5)) < 1e-5)
    }
    for (x, y, label) in points(.moons(count: 100, noise: 0, seed: 1)) {
      let (dx, dy) = label == 0 ? (x + 0.5, y + 0.25) : (x - 0.5, y - 0.25)
      #expect(abs(dx * dx + dy * dy - 1) < 1e-5)
      #expect(label == 0 ? dy > -1e-6 : dy < 1e-6)
    }
  }

  @Test("the moons reach into each other, so no vertical or horizontal line separates them")
  func theMoonsReachInto() {
    let all = points(.moons(count: 400, noise: 0, seed: 1))
    let upper = all.filter { $0.label == 0 }
    let lower = all.filter { $0.label == 1 }
    #expect((upper.map(\.x).max() ?? 0) > (lower.map(\.x).min() ?? 0) + 0.5)
    #expect((lower.map(\.y).max() ?? 0) > (upper.map(\.y).min() ?? 0) + 0.25)
  }

  @Test("spirals wind outwards, each arm turned from the one before") func spiralsWindOutwardsEach()
  {
    let all = points(.spirals(count: 300, arms: 3, turns: 1, noise: 0, seed: 1))
    for arm in 0..<3 {
      let radii = all.filter { $0.label == arm }.map { ($0.x * $0.x + $0.y * $0.y).squareRoot() }
      #expect(zip(radii, radii.dropFirst()).allSatisfy { $0 < $1 })
      #expect(radii.count == 100)
    }
    let third = 2 * Float.pi / 3
    let (first, second) = (all[297], all[298])
    let turned = (
      x: first.x * Shared.cos(Tensor(third)).item - first.y * Shared.sin(Tensor(third)).item,
      y: first.x * Shared.sin(Tensor(third)).item + first.y * Shared.cos(Tensor(third)).item
    )
    #expect(abs(turned.x - second.x) < 1e-5 && abs(turned.y - second.y) < 1e-5)
  }

  @Test("xor is labelled by signs, and linear by a line with a margin") func xorIsLabelledBy() {
    for (x, y, label) in points(.xor(count: 200, noise: 0, seed: 1)) {
      #expect((x * y < 0) == (label == 1))
    }
    for (x, y, label) in points(.linear(count: 200, seed: 1)) {
      let distance = 0.6 * x + 0.8 * y
      #expect(label == 1 ? distance > 0.0999 : distance < -0.0999)
    }
  }

  @Test("blobs stand around the origin at equal distances") func blobsStandAroundThe() {
    let first = points(.blobs(count: 4, classes: 4, noise: 0, seed: 1))[0]
    #expect(abs(first.x - 0.70710678) < 1e-5 && abs(first.y - 0.70710678) < 1e-5)
    for classes in 2...4 {
      let centers = points(.blobs(count: classes, classes: classes, noise: 0, seed: 1))
      #expect(centers.allSatisfy { abs($0.x * $0.x + $0.y * $0.y - 1) < 1e-5 })
      #expect(abs(centers.map(\.x).reduce(0, +)) < 1e-5)
      #expect(abs(centers.map(\.y).reduce(0, +)) < 1e-5)
    }
  }

  private func points(_ set: Dataset) -> [(x: Float, y: Float, label: Int)] {
    (0..<set.count).map { (set.inputs[$0, 0], set.inputs[$0, 1], set.labels[$0]) }
  }
}
