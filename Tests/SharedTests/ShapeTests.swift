import Shared
import Testing

@Suite struct ShapeTests {
  @Test func aShapeIsACollectionOfSizes() {
    var shape: Shape = [2, 3, 5]
    #expect(shape.rank == 3 && shape.elementCount == 30 && Array(shape) == [2, 3, 5])
    #expect(shape[0] == 2 && shape[2] == 5 && shape[-1] == 5 && shape[-3] == 2)
    shape[-1] = 7
    #expect(shape == [2, 3, 7] && "\(shape)" == "[2, 3, 7]")
    #expect(Shape([]).elementCount == 1 && Shape([4, 0]).elementCount == 0)
  }

  @Test func shapesOfDifferentRankDiffer() {
    #expect(Shape([1, 2]) != Shape([2]))
    #expect(Set<Shape>([[1, 2], [2], [2], [1, 2]]).count == 2)
  }

  @Test func sizesComeApartByName() {
    let (n, c, h, w) = Shape([2, 3, 5, 7]).nchw
    #expect([n, c, h, w] == [2, 3, 5, 7])
    let (batch, t, d) = Shape([2, 3, 5]).ntd
    #expect([batch, t, d] == [2, 3, 5])
    let (rows, features) = Shape([4, 6]).nf
    #expect([rows, features] == [4, 6])
  }
}
