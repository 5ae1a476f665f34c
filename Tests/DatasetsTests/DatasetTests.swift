// The dataset as a value, its batches and its splits.

import Datasets
import Shared
import Testing

struct DatasetTests {
  /// Ten examples whose first feature is their number; classes of 5, 3 and 2.
  let ten = Dataset(
    inputs: Tensor((0..<20).map { Float($0 / 2) }, shape: [10, 2]),
    labels: [0, 0, 0, 0, 0, 1, 1, 1, 2, 2], classNames: ["a", "b", "c"])

  @Test("examples are chosen with their labels") func examplesAreChosenWith() {
    let chosen = ten.examples(at: [8, 0, 8])
    #expect(chosen.inputs == [[8, 8], [0, 0], [8, 8]])
    #expect(chosen.labels == [2, 0, 2])
    #expect(ten.prefix(2) == ten.examples(at: [0, 1]))
    #expect(ten.prefix(99) == ten)
    #expect(ten.classCounts == [5, 3, 2])
  }

  @Test("shuffling keeps every example with its label") func shufflingKeepsEveryExample() {
    var generator = SeededGenerator(seed: 4)
    let shuffled = ten.shuffled(using: &generator)
    #expect(shuffled != ten)
    #expect(numbers(shuffled).sorted() == Array(0..<10))
    for (place, number) in numbers(shuffled).enumerated() {
      #expect(shuffled.labels[place] == ten.labels[number])
    }
    var again = SeededGenerator(seed: 4)
    #expect(ten.shuffled(using: &again) == shuffled)
  }

  @Test("flattening images keeps their values") func flatteningImagesKeepsTheir() {
    let images = Dataset(
      inputs: Tensor((0..<8).map(Float.init), shape: [2, 1, 2, 2]), labels: [0, 1],
      classNames: ["a", "b"])
    #expect(images.flattened.inputs == [[0, 1, 2, 3], [4, 5, 6, 7]])
    #expect(images.flattened.labels == images.labels)
  }

  @Test("batches hold every example once, the last one the rest", arguments: [1, 3, 5, 10, 64])
  func batchesHoldEveryExample(size: Int) {
    let inOrder = ten.batches(ofSize: size)
    #expect(inOrder.underestimatedCount == (10 + size - 1) / size)
    #expect(inOrder.map(\.count).dropLast().allSatisfy { $0 == size })
    #expect(inOrder.flatMap(numbers) == Array(0..<10))
    var generator = SeededGenerator(seed: 5)
    let shuffled = ten.batches(ofSize: size, shuffledBy: &generator)
    #expect(shuffled.flatMap(numbers).sorted() == Array(0..<10))
    #expect(shuffled.flatMap(numbers) != Array(0..<10))
  }

  @Test("an empty dataset has no batch") func anEmptyDatasetHas() {
    #expect(ten.prefix(0).batches(ofSize: 4).map(\.count) == [])
  }

  private func numbers(_ dataset: Dataset) -> [Int] {
    (0..<dataset.count).map { Int(dataset.inputs[$0, 0]) }
  }
}

struct SplitTests {
  @Test(
    "parts have their sizes, share nothing and keep each class in proportion",
    arguments: [[0.8, 0.2], [0.8, 0.1, 0.1], [0.5, 0.5], [1, 0], [0.34, 0.33, 0.33]])
  func partsHaveTheirSizes(
    fractions: [Double]
  ) {
    let labels = (0..<1_003).map { $0 % 10 == 0 ? 2 : $0 % 3 == 0 ? 1 : 0 }
    let set = numbered(labels)
    let parts = set.stratifiedSplit(fractions, seed: 7)
    #expect(parts.flatMap(numbers).sorted() == Array(0..<1_003))
    for (part, fraction) in zip(parts, fractions) {
      #expect(abs(Double(part.count) - fraction * 1_003) <= 1)
      for (count, all) in zip(part.classCounts, set.classCounts) {
        #expect(abs(Double(count) - fraction * Double(all)) <= 1.5)
      }
      #expect(zip(numbers(part), part.labels).allSatisfy { labels[$0] == $1 })
    }
  }

  @Test("sizes that divide evenly give exact proportions") func sizesThatDivideEvenly() {
    let set = numbered((0..<1_000).map { $0 % 4 })
    let (training, heldOut) = set.stratifiedSplit(heldOut: 0.2, seed: 1)
    #expect(training.classCounts == [200, 200, 200, 200])
    #expect(heldOut.classCounts == [50, 50, 50, 50])
  }

  @Test("the seed decides, and sorted examples come out mixed") func theSeedDecidesAnd() {
    let set = numbered((0..<100).map { $0 / 50 })
    let (first, _) = set.stratifiedSplit(heldOut: 0.3, seed: 1)
    #expect(set.stratifiedSplit(heldOut: 0.3, seed: 1).training == first)
    #expect(set.stratifiedSplit(heldOut: 0.3, seed: 2).training != first)
    #expect(Set(first.labels.prefix(20)).count == 2)
  }

  @Test("classes of one example and classes without any are allowed") func classesOfOneExample() {
    let set = Dataset(
      inputs: Tensor(zeros: [3, 1]), labels: [0, 2, 2], classNames: ["a", "b", "c"])
    let (training, heldOut) = set.stratifiedSplit(heldOut: 0.34, seed: 1)
    #expect(training.count == 2)
    #expect(heldOut.labels == [2])
    let none = set.prefix(0).stratifiedSplit(heldOut: 0.5, seed: 1)
    #expect(none.training.count == 0 && none.heldOut.count == 0)
  }

  private func numbered(_ labels: [Int]) -> Dataset {
    Dataset(
      inputs: Tensor(labels.indices.map(Float.init), shape: [labels.count, 1]), labels: labels,
      classNames: (0...(labels.max() ?? 0)).map(String.init))
  }

  private func numbers(_ dataset: Dataset) -> [Int] { dataset.inputs.scalars.map { Int($0) } }
}
