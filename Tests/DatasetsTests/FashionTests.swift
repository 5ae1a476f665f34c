// The embedded clothes: that they are what SOURCE.md says, and that their split leaks nothing.

import Datasets
import Shared
import Testing

struct FashionTests {
  @Test("the embedded clothes are the stated ones") func theEmbeddedClothesAre() throws {
    let clothes = try Fashion.embedded()
    #expect(clothes.inputs.shape == [5_600, 1, 28, 28])
    #expect(clothes.labels.prefix(10) == [9, 0, 0, 3, 0, 2, 7, 2, 5, 5])
    #expect(clothes.classCounts == [522, 606, 569, 572, 548, 550, 550, 568, 547, 568])
    #expect(clothes.classNames.count == 10 && clothes.classNames[9] == "ankle boot")
    let bytes = clothes.inputs.scalars.map { UInt8(($0 * 255).rounded()) }
    let images = IDX(dimensions: [5_600, 28, 28], bytes: bytes)
    #expect(Gzip.checksum(images.encoded()) == 0xB7CA_BAD9)
    let labels = IDX(dimensions: [5_600], bytes: clothes.labels.map(UInt8.init))
    #expect(Gzip.checksum(labels.encoded()) == 0x395D_8CB1)
  }

  @Test("the split holds out 1,120, in proportion, and no image of them is trained on")
  func theSplitHoldsOut() throws {
    let clothes = try Fashion.embedded()
    let (training, heldOut) = try Fashion.embeddedSplit()
    #expect(training.count == 4_480 && heldOut.count == 1_120)
    for (count, all) in zip(heldOut.classCounts, clothes.classCounts) {
      #expect(abs(Double(count) - 0.2 * Double(all)) < 1)
    }
    let seen = Set((0..<training.count).map { training.inputs[row: $0].scalars })
    #expect(seen.count == 4_480)
    #expect((0..<heldOut.count).allSatisfy { !seen.contains(heldOut.inputs[row: $0].scalars) })
  }
}
