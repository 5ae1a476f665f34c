// Scenes: where their digits lie, what they show, and that a seed decides them.

import Datasets
import Shared
import Testing

struct DigitScenesTests {
  /// Two images of 10 × 10: a bar of 8 × 2 pixels (class 0) and a square of 6 × 6 (class 1).
  private let shapes: Dataset = {
    var images = Tensor(zeros: [2, 1, 10, 10])
    for row in 1..<9 { for column in 4..<6 { images[0, 0, row, column] = 1 } }
    for row in 2..<8 { for column in 2..<8 { images[1, 0, row, column] = 1 } }
    return Dataset(inputs: images, labels: [0, 1], classNames: ["bar", "square"])
  }()

  @Test("a seed decides the scenes, and more scenes begin with the same ones") func seeds() {
    let few = DigitScenes(count: 3, of: shapes, seed: 5)
    let more = DigitScenes(count: 5, of: shapes, seed: 5)
    #expect(more.images.rows(0..<3) == few.images)
    #expect(Array(more.digits.prefix(3)) == few.digits)
    #expect(DigitScenes(count: 3, of: shapes, seed: 6).images != few.images)
    #expect(DigitScenes(count: 0, of: shapes, seed: 5).images.shape == [0, 1, 64, 64])
  }

  @Test("digits lie inside, do not meet, and have the planned heights and their proportions")
  func frames() {
    let plan = ScenePlan(size: 56, digits: 2...3, heights: 12...20, fragments: 4, fragmentSize: 5)
    let scenes = DigitScenes(count: 200, of: shapes, plan: plan, seed: 1)
    #expect(scenes.images.shape == [200, 1, 56, 56])
    for digits in scenes.digits {
      #expect((1...3).contains(digits.count))
      for (index, digit) in digits.enumerated() {
        let (height, width) = (digit.bottom - digit.top, digit.right - digit.left)
        #expect(digit.left >= 0 && digit.top >= 0 && digit.right <= 56 && digit.bottom <= 56)
        #expect((12...20).contains(height))
        #expect(digit.label == 1 ? width == height : abs(4 * width - height) <= 2)
        for other in digits[..<index] {
          let isApart =
            digit.right < other.left || other.right < digit.left || digit.bottom < other.top
            || other.bottom < digit.top
          #expect(isApart)
        }
      }
    }
    let heights = scenes.digits.joined().map { $0.bottom - $0.top }
    #expect(heights.min() == 12 && heights.max() == 20)
    #expect(scenes.digits.contains { $0.count == 3 })
  }

  @Test("without fragments a scene is its digits' ink and nothing else") func ink() {
    let plan = ScenePlan(digits: 1...2, heights: 6...30, fragments: 0)
    let scenes = DigitScenes(count: 50, of: shapes, plan: plan, seed: 2)
    for (scene, digits) in scenes.digits.enumerated() {
      for row in 0..<64 {
        for column in 0..<64 {
          let isInside = digits.contains {
            ($0.top..<$0.bottom).contains(row) && ($0.left..<$0.right).contains(column)
          }
          #expect(scenes.images[scene, 0, row, column] == (isInside ? 1 : 0))
        }
      }
    }
  }

  @Test("fragments are pieces of images, no larger than planned, none where none is planned")
  func fragments() {
    let plan = ScenePlan(digits: 0...0, fragments: 1, fragmentSize: 5)
    let scenes = DigitScenes(count: 100, of: shapes, plan: plan, seed: 3)
    for scene in 0..<100 {
      let pixels = scenes.images[row: scene].scalars
      let inked = pixels.indices.filter { pixels[$0] > 0 }
      let (rows, columns) = (inked.map { $0 / 64 }, inked.map { $0 % 64 })
      #expect(!inked.isEmpty)
      #expect((rows.max() ?? 0) - (rows.min() ?? 0) < 5)
      #expect((columns.max() ?? 0) - (columns.min() ?? 0) < 5)
    }
    #expect(scenes.digits.joined().isEmpty)
  }

  @Test("the embedded digits give scenes of all classes, brighter inside of the frames")
  func embedded() throws {
    let heldOut = try Digits.embeddedSplit().heldOut
    let scenes = DigitScenes(count: 60, of: heldOut, seed: 1)
    #expect(Set(scenes.digits.joined().map(\.label)) == Set(0...9))
    #expect(scenes.images.min() >= 0 && scenes.images.max() <= 1)
    var (inside, outside) = ((sum: Float(0), count: 0), (sum: Float(0), count: 0))
    for (scene, digits) in scenes.digits.enumerated() {
      for row in 0..<64 {
        for column in 0..<64 {
          let value = scenes.images[scene, 0, row, column]
          let isInside = digits.contains {
            ($0.top..<$0.bottom).contains(row) && ($0.left..<$0.right).contains(column)
          }
          if isInside { inside = (inside.sum + value, inside.count + 1) }
          if !isInside { outside = (outside.sum + value, outside.count + 1) }
        }
      }
    }
    #expect(inside.sum / Float(inside.count) > 4 * outside.sum / Float(outside.count))
  }

  @Test("digits that are larger than the scene stop") func refusals() async {
    await #expect(processExitsWith: .failure) { _ = ScenePlan(size: 20, heights: 14...32) }
    await #expect(processExitsWith: .failure) {
      _ = DigitScenes(
        count: 1,
        of: Dataset(inputs: Tensor(zeros: [0, 1, 4, 4]), labels: [], classNames: []), seed: 1)
    }
  }
}
