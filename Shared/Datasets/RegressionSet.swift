// Examples with a number to predict, as one value.

import Shared

/// Inputs with a number each, for regression.
public struct RegressionSet: Equatable, Sendable {
  /// Features, shape [N, F], in the units of the table.
  public let inputs: Tensor
  /// What is to be predicted, shape [N, 1].
  public let targets: Tensor
  /// What the F features are called.
  public let featureNames: [String]
  /// What the target is called.
  public let targetName: String

  /// Creates a set; inputs and targets have as many rows, and each feature has a name.
  public init(inputs: Tensor, targets: Tensor, featureNames: [String], targetName: String) {
    require(
      inputs.rank == 2 && targets.shape == [inputs.shape[0], 1]
        && featureNames.count == inputs.shape[1],
      "RegressionSet: the parts do not fit: inputs \(inputs.shape), targets \(targets.shape),"
        + " \(featureNames.count) names — pass [N, F], [N, 1] and F names")
    (self.inputs, self.targets) = (inputs, targets)
    (self.featureNames, self.targetName) = (featureNames, targetName)
  }

  /// Takes a table's numeric columns: one as the target, all others as features.
  ///
  /// - Throws: `DataError` for an unknown column or a cell that is no number.
  public init(_ table: CSVTable, target: String) throws {
    let targets = try table.numbers(in: [target])
    let names = table.columns.filter { $0 != target }
    self.init(
      inputs: try table.numbers(in: names), targets: targets, featureNames: names,
      targetName: target)
  }

  /// The number N of examples.
  public var count: Int { inputs.shape[0] }

  /// The examples at these places, in this order.
  public func examples(at places: [Int]) -> RegressionSet {
    RegressionSet(
      inputs: inputs.rows(at: places), targets: targets.rows(at: places),
      featureNames: featureNames, targetName: targetName)
  }

  /// A training part and a held-out part without a common example, each in random order.
  ///
  /// - Parameters:
  ///   - fraction: The held-out share, in 0…1; it has `fraction` · N examples, rounded.
  ///   - seed: Equal seeds give equal splits on every machine.
  /// - Returns: The two parts.
  public func split(
    heldOut fraction: Double, seed: UInt64
  ) -> (training: RegressionSet, heldOut: RegressionSet) {
    let sizes = partSizes(of: count, fractions: [1 - fraction, fraction])
    var generator = SeededGenerator(seed: seed)
    let order = generator.permutation(count)
    return (
      examples(at: Array(order[..<sizes[0]])), examples(at: Array(order[sizes[0]...]))
    )
  }
}
