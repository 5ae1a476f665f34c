// Elements, rows, slices and other layouts of the same elements.

import Shared
import Testing

@Suite struct LayoutTests {
  private let x: Tensor = [[1, 2, 3], [4, 5, 6]]

  @Test func elementsAreReadAndWrittenByIndex() {
    var cube = Tensor(zeros: [2, 3, 4])
    cube[1, 2, 3] = 7
    #expect(cube.scalars[23] == 7 && cube[1, 2, 3] == 7)
    var image = Tensor(zeros: [2, 2, 2, 2])
    image[1, 0, 1, 0] = 5
    #expect(image.scalars[10] == 5 && image[1, 0, 1, 0] == 5)
    var row: Tensor = [1, 2]
    row[1] += 3
    #expect(row == [1, 5] && x[1, 0] == 4)
  }

  @Test func rowsAreReadAndWritten() {
    var y = x
    y[row: 0] = [7, 8, 9]
    #expect(y == [[7, 8, 9], [4, 5, 6]] && x[row: 1] == [4, 5, 6])
    #expect(x.rows(1..<2) == [[4, 5, 6]] && x.rows(1..<1).shape == [0, 3])
    #expect(x.rows(at: [1, 0, 1]) == [[4, 5, 6], [1, 2, 3], [4, 5, 6]])
    #expect(x.rows(at: []).shape == [0, 3])
    #expect(Tensor([5, 6, 7]).rows(at: [2, 0]) == [7, 5])
    #expect(Tensor([5, 6, 7])[row: 1] == 6)
  }

  @Test func addedRowsAccumulate() {
    var table = Tensor(zeros: [3, 2])
    table.addRows([[1, 2], [3, 4], [5, 6]], at: [2, 0, 2])
    #expect(table == [[3, 4], [0, 0], [6, 8]])
  }

  @Test func slicesCutAnyAxis() {
    #expect(x.slice(1..<3, along: 1) == [[2, 3], [5, 6]])
    #expect(x.slice(0..<1) == [[1, 2, 3]] && x.slice(2..<2, along: -1).shape == [2, 0])
    let cube = Tensor((0..<24).map(Float.init), shape: [2, 3, 4])
    #expect(cube.slice(1..<2, along: 1) == [[[4, 5, 6, 7]], [[16, 17, 18, 19]]])
  }

  @Test func reshapingKeepsTheOrder() {
    #expect(x.reshaped(to: [3, 2]) == [[1, 2], [3, 4], [5, 6]])
    #expect(x.flattened() == [1, 2, 3, 4, 5, 6])
    #expect(Tensor(3).reshaped(to: [1, 1]) == [[3]])
  }

  @Test func transposingMovesEveryElement() {
    #expect(x.transposed() == [[1, 4], [2, 5], [3, 6]])
    for shape in [[2, 3, 4, 5], [1, 8, 16, 9], [2, 17, 3, 25], [3, 0, 2, 1]] as [Shape] {
      let y = Tensor((0..<shape.elementCount).map(Float.init), shape: shape)
      for order in [[3, 2, 1, 0], [0, 2, 3, 1], [0, 3, 1, 2], [1, 0, 3, 2], [0, 1, 3, 2]] {
        let moved = y.transposed(to: order)
        #expect(Array(moved.shape) == order.map { shape[$0] })
        var inverse = [0, 0, 0, 0]
        for (place, axis) in order.enumerated() { inverse[axis] = place }
        #expect(moved.transposed(to: inverse) == y)
        if y.count > 0 {
          #expect(moved[0, 0, 0, moved.shape[3] - 1] == lastAlong(order[3], of: y))
          #expect(moved[0, 0, moved.shape[2] - 1, 0] == lastAlong(order[2], of: y))
        }
      }
    }
  }

  private func lastAlong(_ axis: Int, of y: Tensor) -> Float {
    var index = [0, 0, 0, 0]
    index[axis] = y.shape[axis] - 1
    return y[index[0], index[1], index[2], index[3]]
  }

  @Test func largeMatricesAreTransposedInBlocks() {
    for (rows, columns) in [(8, 8), (9, 23), (64, 50), (100, 7), (7, 100)] {
      let y = Tensor((0..<rows * columns).map(Float.init), shape: [rows, columns])
      let z = y.transposed()
      for i in 0..<rows {
        for j in 0..<columns { #expect(z[j, i] == y[i, j]) }
      }
    }
  }

  @Test func broadcastingRepeats() {
    #expect(Tensor([1, 2]).broadcast(to: [2, 2]) == [[1, 2], [1, 2]])
    #expect(([[1], [2]] as Tensor).broadcast(to: [2, 3]) == [[1, 1, 1], [2, 2, 2]])
    #expect(Tensor(4).broadcast(to: [1, 2, 1]) == [[[4], [4]]])
    #expect(x.broadcast(to: [2, 3]) == x && Tensor([1]).broadcast(to: [0]).count == 0)
  }

  @Test func paddingSurroundsTheElements() {
    #expect(
      x.padded(by: [(1, 0), (0, 2)]) == [[0, 0, 0, 0, 0], [1, 2, 3, 0, 0], [4, 5, 6, 0, 0]])
    #expect(Tensor([1]).padded(by: [(1, 1)], with: -1) == [-1, 1, -1])
    #expect(x.padded(by: [(0, 0), (0, 0)]) == x)
    let padded = Tensor(ones: [2, 1, 3, 3]).padded(by: [(0, 0), (0, 0), (1, 1), (2, 2)])
    #expect(padded.shape == [2, 1, 5, 7] && padded.sum() == 18 && padded[1, 0, 1, 2] == 1)
    #expect(padded[1, 0, 0, 2] == 0 && padded[1, 0, 1, 1] == 0)
  }

  @Test func joiningTakesAnAxisThatIsThereOrANewOne() {
    #expect(Tensor(concatenating: [x, [[7, 8, 9]]]) == [[1, 2, 3], [4, 5, 6], [7, 8, 9]])
    #expect(
      Tensor(concatenating: [x, [[7], [8]], x], along: -1) == [
        [1, 2, 3, 7, 1, 2, 3], [4, 5, 6, 8, 4, 5, 6],
      ])
    #expect(Tensor(concatenating: [x, Tensor(zeros: [0, 3])]) == x)
    #expect(
      Tensor(stacking: [x, x * 2]) == [[[1, 2, 3], [4, 5, 6]], [[2, 4, 6], [8, 10, 12]]])
    #expect(Tensor(stacking: [1, 2]) == [1, 2])
  }
}
