import Shared
import Testing

@Test func literalsOperatorsAndReductionsFitTogether() {
  let x: Tensor = [[1, 2], [3, 4]]
  #expect(x.shape == [2, 2])
  #expect(x * 2 == [[2, 4], [6, 8]])
  #expect(x + [10, 20] == [[11, 22], [13, 24]])
  #expect(x.sum(along: 0) == [4, 6])
  #expect(x.sum(along: 1, keepingAxis: true) == [[3], [7]])
  #expect(matmul(x, x) == [[7, 10], [15, 22]])
  #expect(x.variance() == 1.25)
  #expect(x.argmax(along: 1) == [1, 1])
  #expect(1 / x == [[1, 0.5], [1 / 3, 0.25]])
}
