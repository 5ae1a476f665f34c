// The embedded series: that it is what SOURCE.md says.

import Datasets
import Testing

struct SunspotsTests {
  @Test("the embedded sunspots are the stated ones") func theEmbeddedSunspotsAre() throws {
    let (years, numbers) = try Sunspots.embedded()
    #expect(years == Array(1700...2008))
    #expect(numbers.count == 309)
    #expect(numbers.prefix(5) == [5, 11, 16, 23, 36])
    #expect(numbers[1957 - 1700] == 190.2 && numbers.max() == 190.2)
    #expect(years.indices.filter { numbers[$0] == 0 }.map { years[$0] } == [1711, 1712, 1810])
    #expect(abs(numbers.reduce(0, +) / 309 - 49.7521) < 1e-3)
  }
}
