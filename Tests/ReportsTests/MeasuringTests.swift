// Means over repetitions, and rows of pixels as pictures.

import Shared
import Testing

@testable import Reports

struct MeasuringTests {
  @Test("The spread is that of n − 1, and nothing for one value") func spread() {
    #expect(meanAndSpread([1, 3]).mean == 2)
    #expect(abs(meanAndSpread([1, 3]).spread - 2.0.squareRoot()) < 1e-12)
    #expect(meanAndSpread([5]).spread == 0)
    #expect(spreadText([0.9, 0.92]) == "91.0 ± 1.4 %")
  }

  @Test("Rows of pixels and images of one channel make the same pictures") func rowsAndImages() {
    let images = Tensor(from: 0, through: 1, count: 2 * 784).reshaped(to: [2, 1, 28, 28])
    let rows = pictures(images.reshaped(to: [2, 784]))
    #expect(rows == pictures(images) && rows.count == 2)
    #expect(rows[1].values[0] == Double(images[1, 0, 0, 0]))
    #expect(pictures(Tensor(zeros: [0, 784])).isEmpty)
  }

  @Test("A stopwatch passes on what the work throws") func stopwatch() {
    struct Broken: Error {}
    #expect(throws: Broken.self) { _ = try seconds { throw Broken() } }
    #expect(seconds {} >= 0)
  }
}
