// The embedded data: that it is what SOURCE.md says, and that its split leaks nothing.

import Datasets
import Shared
import Testing

struct DigitsTests {
  @Test("the embedded digits are the stated ones") func theEmbeddedDigitsAre() throws {
    let digits = try Digits.embedded()
    #expect(digits.inputs.shape == [10_000, 1, 28, 28])
    #expect(digits.labels.prefix(10) == [5, 0, 4, 1, 9, 2, 1, 3, 1, 4])
    #expect(digits.classCounts == [1001, 1127, 991, 1032, 980, 863, 1014, 1070, 944, 978])
    #expect(digits.inputs.min() == 0 && digits.inputs.max() == 1)
    let bytes = digits.inputs.scalars.map { UInt8(($0 * 255).rounded()) }
    let images = IDX(dimensions: [10_000, 28, 28], bytes: bytes)
    #expect(Gzip.checksum(images.encoded()) == 0xBC35_4356)
    let labels = IDX(dimensions: [10_000], bytes: digits.labels.map(UInt8.init))
    #expect(Gzip.checksum(labels.encoded()) == 0x12EC_CCDB)
  }

  @Test("the split holds out 1,500, in proportion, and no image of them is trained on")
  func theSplitHoldsOut() throws {
    let digits = try Digits.embedded()
    let (training, heldOut) = try Digits.embeddedSplit()
    #expect(training.count == 8_500 && heldOut.count == 1_500)
    for (count, all) in zip(heldOut.classCounts, digits.classCounts) {
      #expect(abs(Double(count) - 0.15 * Double(all)) < 1)
    }
    let seen = Set((0..<training.count).map { training.inputs[row: $0].scalars })
    #expect(seen.count == 8_500)
    #expect((0..<heldOut.count).allSatisfy { !seen.contains(heldOut.inputs[row: $0].scalars) })
  }

  @Test("the embedded table is the stated one") func theEmbeddedTableIs() throws {
    let set = try Diabetes.embedded()
    #expect(set.inputs.shape == [442, 10] && set.targets.shape == [442, 1])
    #expect(
      set.featureNames == ["age", "sex", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6"])
    #expect(set.targetName == "progression")
    #expect(set.inputs[row: 0] == [59, 2, 32.1, 101, 157, 93.2, 38, 4, 4.8598, 87])
    #expect(set.targets.min() == 25 && set.targets.max() == 346)
    #expect(abs(set.targets.mean() - 152.13348) < 1e-3)
  }

  @Test("the table splits into parts that share no row") func theTableSplitsInto() throws {
    let set = try Diabetes.embedded()
    let (training, heldOut) = set.split(heldOut: 0.2, seed: 1)
    #expect(training.count == 354 && heldOut.count == 88)
    let rows = [training, heldOut].flatMap { part in
      (0..<part.count).map { part.inputs[row: $0].scalars + part.targets[row: $0].scalars }
    }
    #expect(Set(rows).count == 442)
    #expect(set.split(heldOut: 0.2, seed: 1).training == training)
    #expect(set.split(heldOut: 0.2, seed: 2).training != training)
  }
}
