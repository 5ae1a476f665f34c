// The generator: known numbers, the shape of the distributions, independence of copies.

import Shared
import Testing

@Suite struct RandomTests {
  @Test func theNumbersAreThoseOfSplitMix64() {
    // The first results for seed 1234567 that the authors' reference program gives.
    var generator = SeededGenerator(seed: 1_234_567)
    #expect(generator.next() == 6_457_827_717_110_365_317)
    #expect(generator.next() == 3_203_168_211_198_807_973)
    #expect(generator.next() == 9_817_491_932_198_370_423)
  }

  @Test func normalNumbersAreTheSameEverywhere() {
    var generator = SeededGenerator(seed: 42)
    let x = Tensor(randomNormal: [4], using: &generator)
    var single = SeededGenerator(seed: 42)
    #expect(x == Tensor([single.normal(), single.normal(), single.normal(), single.normal()]))
    #expect(x.isApproximatelyEqual(to: [0.8822490, -0.4508496, 0.1883525, 0.2195861]))
    #expect(generator == single)
  }

  @Test func aCopyContinuesOnItsOwn() {
    var first = SeededGenerator(seed: 1)
    var second = first
    #expect(first.next() == second.next() && first == second)
    _ = first.next()
    #expect(first != second)
  }

  @Test func uniformNumbersFillTheirRange() {
    var generator = SeededGenerator(seed: 3)
    let x = Tensor(randomUniform: [100_000], using: &generator)
    #expect(x.min() >= 0 && x.max() < 1 && abs(x.mean() - 0.5) < 0.005)
    #expect(abs(x.variance() - 1.0 / 12) < 0.001)
    let y = Tensor(randomUniform: [10_000], in: -3 ... -1, using: &generator)
    #expect(y.min() >= -3 && y.max() <= -1 && abs(y.mean() + 2) < 0.05)
  }

  @Test func normalNumbersHaveTheirMoments() {
    var generator = SeededGenerator(seed: 4)
    let x = Tensor(randomNormal: [100_000], mean: 2, standardDeviation: 3, using: &generator)
    let z = (x - 2) / 3
    #expect(abs(z.mean()) < 0.01 && abs(z.variance() - 1) < 0.02)
    #expect(abs(pow(z, 3).mean()) < 0.05 && abs(pow(z, 4).mean() - 3) < 0.15)
    let isBeyondTwo = abs(z) .> 2
    #expect(abs(isBeyondTwo.mean() - 0.0455) < 0.003)
    #expect(!x.hasNonFinite)
  }

  @Test func wholeNumbersAreEvenlyLikely() {
    var generator = SeededGenerator(seed: 5)
    var counts = [Int](repeating: 0, count: 7)
    for _ in 0..<70_000 { counts[generator.below(7)] += 1 }
    for count in counts { #expect(abs(count - 10_000) < 400) }
    #expect(generator.below(1) == 0)
  }

  @Test func aPermutationNamesEachNumberOnce() {
    var generator = SeededGenerator(seed: 6)
    let order = generator.permutation(100)
    #expect(order.sorted() == Array(0..<100) && order != Array(0..<100))
    #expect(generator.permutation(0) == [] && generator.permutation(1) == [0])
    var firsts = [Int](repeating: 0, count: 4)
    for _ in 0..<8000 { firsts[generator.permutation(4)[0]] += 1 }
    for count in firsts { #expect(abs(count - 2000) < 200) }
  }
}
