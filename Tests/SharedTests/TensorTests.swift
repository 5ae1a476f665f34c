import Shared
import Testing

@Suite struct TensorTests {
  @Test func literalsHaveAnyRank() {
    let scalar: Tensor = 3
    #expect(scalar.shape == [] && scalar.item == 3)
    let matrix: Tensor = [[1, 2.5], [-3, 1 / 4]]
    #expect(matrix.shape == [2, 2] && matrix.scalars == [1, 2.5, -3, 0.25])
    let images: Tensor = [[[[1], [2]]], [[[3], [4]]]]
    #expect(images.shape == [2, 1, 2, 1])
    let empty: Tensor = []
    #expect(empty.shape == [0] && empty.count == 0)
    #expect(([[], []] as Tensor).shape == [2, 0])
  }

  @Test func aCopyIsIndependent() {
    let x: Tensor = [[1, 2], [3, 4]]
    var y = x
    y[0, 0] = 9
    y += 1
    #expect(x == [[1, 2], [3, 4]])
    #expect(y == [[10, 3], [4, 5]])
    var z = y
    z += z
    #expect(z == [[20, 6], [8, 10]] && y == [[10, 3], [4, 5]])
  }

  @Test func tensorsAreEqualWhenShapesAndElementsAre() {
    #expect(Tensor([1, 2]) != Tensor([1, 2], shape: [1, 2]))
    #expect(Tensor([1, 2]) != Tensor([1, 3]))
    #expect(Tensor([.nan]) != Tensor([.nan]))
    #expect(Tensor([0.0]) == Tensor([-0.0]))
  }

  @Test func creationFillsTheShape() {
    #expect(Tensor(zeros: [2, 2]) == [[0, 0], [0, 0]])
    #expect(Tensor(ones: [3]) == [1, 1, 1])
    #expect(Tensor(repeating: 2, shape: [1, 2]) == [[2, 2]])
    #expect(Tensor(identity: 2) == [[1, 0], [0, 1]])
    #expect(Tensor(identity: 0).shape == [0, 0])
    #expect(Tensor(oneHot: [2, 0], classes: 3) == [[0, 0, 1], [1, 0, 0]])
    #expect(Tensor(oneHot: [], classes: 3).shape == [0, 3])
  }

  @Test func aRangeIncludesBothEnds() {
    #expect(Tensor(from: -1, through: 1, count: 5) == [-1, -0.5, 0, 0.5, 1])
    #expect(Tensor(from: 0.1, through: 0.7, count: 1) == [0.1])
    #expect(Tensor(from: 0, through: 1, count: 0) == [])
    #expect(Tensor(from: 0, through: 0.3, count: 7)[6] == 0.3)
  }

  @Test func aSmallTensorPrintsAsALiteral() {
    #expect("\(Tensor(1.5))" == "1.5")
    #expect("\([[1, 2], [3, 4]] as Tensor)" == "[[1.0, 2.0], [3.0, 4.0]]")
    #expect("\(Tensor(zeros: [2, 0]))" == "[[], []]")
    #expect("\(Tensor([.nan, -.infinity]))" == "[nan, -inf]")
  }

  @Test func longRowsPrintBelowEachOther() {
    let text = "\(Tensor(zeros: [2, 12]))"
    let row = "[" + Array(repeating: "0.0", count: 12).joined(separator: ", ") + "]"
    #expect(text == "[\(row),\n \(row)]")
  }

  @Test func aLargeTensorPrintsItsShapeAndItsCorners() {
    let x = Tensor((0..<1000).map(Float.init), shape: [100, 10])
    #expect(
      "\(x)" == """
        Tensor [100, 10]
        [[0.0, 1.0, 2.0, …, 7.0, 8.0, 9.0],
         [10.0, 11.0, 12.0, …, 17.0, 18.0, 19.0],
         [20.0, 21.0, 22.0, …, 27.0, 28.0, 29.0],
         …,
         [970.0, 971.0, 972.0, …, 977.0, 978.0, 979.0],
         [980.0, 981.0, 982.0, …, 987.0, 988.0, 989.0],
         [990.0, 991.0, 992.0, …, 997.0, 998.0, 999.0]]
        """)
  }
}
