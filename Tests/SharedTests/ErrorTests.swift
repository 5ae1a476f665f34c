// Wrong calls stop, and say what is wrong, with which values, and what to do.

import Shared
import Testing

#if compiler(>=6.3)  // Tests of exits that capture values are new in 6.3.

  /// A wrong call and what its message must contain.
  struct WrongCall: Sendable {
    let message: String
    let body: @Sendable () -> Void

    init(_ message: String, _ body: @escaping @Sendable () -> Void) {
      self.message = message
      self.body = body
    }
  }

  private let x: Tensor = [[1, 2, 3], [4, 5, 6]]

  private let shapeErrors = [
    WrongCall("Shape: a tensor has at most 4 axes — [1, 2, 3, 4, 5] has 5.") {
      _ = Shape([1, 2, 3, 4, 5])
    },
    WrongCall("Shape: sizes cannot be negative — [2, -1].") { _ = Tensor(zeros: [2, -1]) },
    WrongCall("Shape: there is no axis 2 — the shape [2, 3] has 2 axes.") { _ = x.shape[2] },
    WrongCall("nchw: the shape must be [N, C, H, W], rank 4 — it is [2, 3], rank 2.") {
      _ = x.shape.nchw
    },
    WrongCall("ntd: the shape must be [N, T, D]") { _ = x.shape.ntd },
    WrongCall("nf: the shape must be [N, F]") { _ = Tensor(3).shape.nf },
    WrongCall("Tensor: the number of elements does not fit the shape — 3 elements, shape [2, 2]") {
      _ = Tensor([1, 2, 3], shape: [2, 2])
    },
    WrongCall("item: the tensor must have exactly one element — shape [2, 3] has 6.") {
      _ = x.item
    },
    WrongCall("Tensor(oneHot:classes:): the label at 1 is out of range — 3 is not in 0 ..< 3.") {
      _ = Tensor(oneHot: [0, 3], classes: 3)
    },
    WrongCall("Tensor(from:through:count:): the count is negative — -1.") {
      _ = Tensor(from: 0, through: 1, count: -1)
    },
    WrongCall("below: the bound must be positive — 0.") {
      var generator = SeededGenerator(seed: 0)
      _ = generator.below(0)
    },
  ]

  private let arithmeticErrors = [
    WrongCall("+: the shapes do not broadcast — [2, 3] and [2] (3 ≠ 2).") { _ = x + [1, 2] },
    WrongCall("or reduce with keepingAxis: true") { _ = x - x.mean(along: 1) },
    WrongCall("maximum: the shapes do not broadcast — [2, 3] and [3, 3] (2 ≠ 3).") {
      _ = maximum(x, Tensor(zeros: [3, 3]))
    },
    WrongCall(
      "-=: the result does not fit in place — [3] with [2, 3] is [2, 3]. Sum y over the axis"
    ) {
      var row: Tensor = [1, 2, 3]
      row -= x
    },
    WrongCall("addScaled: the shapes do not broadcast") {
      var row: Tensor = [1, 2, 3]
      row.addScaled([1, 2], by: 2)
    },
    WrongCall("select: the shapes do not broadcast") { _ = select([1, 0], x, x) },
    WrongCall("mean: the tensor has no elements — shape [0].") { _ = Tensor([]).mean() },
    WrongCall("max: the tensor has no elements") { _ = Tensor(zeros: [2, 0]).max() },
    WrongCall("min: the tensor has no elements") { _ = Tensor([]).min() },
    WrongCall("variance: the tensor has no elements") { _ = Tensor([]).variance() },
    WrongCall("argmax: the tensor has no elements") { _ = Tensor([]).argmax() },
    WrongCall("max: axis 1 is empty — shape [2, 0].") { _ = Tensor(zeros: [2, 0]).max(along: -1) },
    WrongCall("argmax: axis 0 is empty") { _ = Tensor(zeros: [0, 2]).argmax(along: 0) },
    WrongCall("mean: an axis is empty") { _ = Tensor(zeros: [0, 2]).mean(along: [0, 1]) },
    WrongCall("sum: there is no axis 2 — the shape [2, 3] has 2 axes.") { _ = x.sum(along: 2) },
    WrongCall("sum: an axis is named twice — [1, -1]") { _ = x.sum(along: [1, -1]) },
    WrongCall(
      "matmul: inner dimensions differ: [2, 3] · [2, 3] (3 ≠ 2). Did you forget to transpose?"
    ) { _ = matmul(x, x) },
    WrongCall("matmul: inner dimensions differ: [2, 3]ᵀ · [3, 2] (2 ≠ 3).") {
      _ = matmul(x, Tensor(zeros: [3, 2]), transposeA: true)
    },
    WrongCall("addMatmul: the product does not fit in place — [3, 3] to [2, 3].") {
      var sum = x
      sum.addMatmul(x, x, transposeA: true)
    },
    WrongCall("matmul: operands must have at least two axes — [2, 3] · [3].") {
      _ = matmul(x, [1, 2, 3])
    },
    WrongCall("matmul of batches: the shapes do not broadcast — [2] and [3]") {
      _ = matmul(Tensor(zeros: [2, 1, 4]), Tensor(zeros: [3, 4, 1]))
    },
  ]

  private let layoutErrors = [
    WrongCall("subscript: the number of indices does not fit — 1 for shape [2, 3].") { _ = x[0] },
    WrongCall("subscript: index 3 of axis 1 is out of range — shape [2, 3].") { _ = x[0, 3] },
    WrongCall("subscript: index -1 of axis 0 is out of range") {
      var y = x
      y[-1, 0] = 1
    },
    WrongCall("subscript(row:): there is no row 2 — shape [2, 3] has 2 rows.") { _ = x[row: 2] },
    WrongCall("subscript(row:): the new row does not fit — shape [2], rows of [2, 3]") {
      var y = x
      y[row: 0] = [1, 2]
    },
    WrongCall("rows(at:): there is no row -1") { _ = x.rows(at: [0, -1]) },
    WrongCall("rows(at:): a scalar has no rows") { _ = Tensor(1).rows(at: []) },
    WrongCall("addRows: the rows do not fit — shape [2, 3], 1 indices into [2, 3].") {
      var y = x
      y.addRows(x, at: [0])
    },
    WrongCall("addRows: there is no row 5") {
      var y = x
      y.addRows(x, at: [0, 5])
    },
    WrongCall("slice: the range 1..<4 leaves axis 1 — shape [2, 3].") {
      _ = x.slice(1..<4, along: 1)
    },
    WrongCall("reshaped: the number of elements differs — [2, 3] holds 6, [4] holds 4.") {
      _ = x.reshaped(to: [4])
    },
    WrongCall("transposed: there must be two axes to exchange — shape [2].") {
      _ = Tensor([1, 2]).transposed()
    },
    WrongCall("transposed: each axis must be named once — [0, 0] for shape [2, 3].") {
      _ = x.transposed(to: [0, 0])
    },
    WrongCall("broadcast: the tensor does not fit the shape — [2, 3] to [3].") {
      _ = x.broadcast(to: [3])
    },
    WrongCall("padded: the amounts do not fit — [[1, 1]] for shape [2, 3].") {
      _ = x.padded(by: [(1, 1)])
    },
    WrongCall("Tensor(concatenating:): sizes differ besides axis 0 — [2, 3] and [1, 2].") {
      _ = Tensor(concatenating: [x, [[1, 2]]])
    },
    WrongCall("Tensor(concatenating:): there are no tensors") { _ = Tensor(concatenating: []) },
    WrongCall("Tensor(stacking:): the shapes differ — [2] and [1].") {
      _ = [[1, 2], [3]] as Tensor
    },
    WrongCall("Tensor(stacking:): there are no tensors") { _ = Tensor(stacking: []) },
  ]

  private let wrongCalls = shapeErrors + arithmeticErrors + layoutErrors

  @Test(arguments: wrongCalls.indices)
  func aWrongCallStopsWithAMessage(index: Int) async throws {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { [index = index as Int] in
      wrongCalls[index].body()
    }
    let output = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(output.contains(wrongCalls[index].message))
  }

#endif
