// What stands around 3.11: the result of its analysis, its model as one network, its optimizer for a
// model.

import Lab1
import Shared

/// The directions in which rows differ most, and how much they differ along each.
///
/// PyTorch: `torch.pca_lowrank`; scikit-learn: `PCA`, whose variances are divided by N − 1.
public struct PrincipalComponents: Sendable, Equatable {
  /// The mean row, shape [F].
  public var mean: Tensor
  /// Directions of length 1, at right angles, most spread first, shape [count, F].
  public var axes: Tensor
  /// The variance along each, divided by N, shape [count].
  public var variances: Tensor

  /// Puts mean, axes and variances together.
  public init(mean: Tensor, axes: Tensor, variances: Tensor) {
    (self.mean, self.axes, self.variances) = (mean, axes, variances)
  }

  /// Rows [N, F] seen from the axes, [N, count]: with two axes, a map of the rows.
  public func projected(_ rows: Tensor) -> Tensor {
    matmul(rows - mean, axes, transposeB: true)
  }
}

extension TransferModel {
  /// Body and head as one network: to save it, or to look into it.
  public var network: Sequential { Sequential(body.layers + [head]) }
}

extension TwoRates {
  /// Slows `rule` down on the body of `model`, as it is now: a frozen one is not visited at all.
  public init(_ rule: Rule, for model: TransferModel, bodyFactor: Float = 0.1) {
    var (body, count) = (model.body, 0)
    if !model.isBodyFrozen { body.forEachParameter { _ in count += 1 } }
    self.init(rule, bodyParameters: count, bodyFactor: bodyFactor)
  }
}
