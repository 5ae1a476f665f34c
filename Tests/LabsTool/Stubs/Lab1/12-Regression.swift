// 1.12 Tabular regression: predicting a number from a table.
//
// The columns of a table come in all units. A network learns well when its inputs and its targets
// are near 0 with spread 1, so standardise both, and turn predictions back into the units of the
// target.

import Foundation
import Shared

/// Shifts and scales columns to mean 0 and standard deviation 1, and back.
///
/// What it subtracts and divides by is measured once, on the *training* rows. Test rows are
/// transformed by the same numbers: measuring them again would use answers that a prediction for a
/// single new row could not know, and would give the same value two meanings.
///
/// scikit-learn: `StandardScaler`. Keras: the `Normalization` layer.
public struct Standardizer: Sendable, Equatable {
  /// Mean of each column, [F].
  public let mean: Tensor
  /// Standard deviation of each column, [F]; 1 where a column is constant.
  public let deviation: Tensor

  /// Holds a mean and a deviation for each column, both [F].
  public init(mean: Tensor, deviation: Tensor) {
    (self.mean, self.deviation) = (mean, deviation)
  }

  /// Measures the columns of a table.
  ///
  /// The deviation divides by N, not N − 1 (as scikit-learn's does). A constant column has
  /// deviation 0; dividing by it gives NaN, so it counts as 1, and the column becomes all zeros.
  ///
  /// - Parameter rows: Training rows, [N, F], N at least 1.
  /// - Returns: Means and deviations of the columns, each [F].
  public static func fitted(to rows: Tensor) -> Standardizer {
    todo("1.12 Standardizer.fitted")
  }

  /// `(rows − mean) / deviation`, column by column.
  ///
  /// - Parameter rows: Any rows in the original units, [N, F].
  /// - Returns: Standardised rows, [N, F].
  public func transformed(_ rows: Tensor) -> Tensor {
    todo("1.12 Standardizer.transformed")
  }

  /// The way back: `inverted(transformed(rows))` is `rows`.
  ///
  /// - Parameter rows: Standardised rows, [N, F].
  /// - Returns: Rows in the original units, [N, F].
  public func inverted(_ rows: Tensor) -> Tensor {
    todo("1.12 Standardizer.inverted")
  }
}

/// The typical error, in the units of the target: `√( mean of (prediction − target)² )`.
///
/// - Parameters:
///   - prediction: [N, O], or any shape.
///   - target: The same shape.
/// - Returns: The root of the mean over all elements.
public func rootMeanSquaredError(_ prediction: Tensor, _ target: Tensor) -> Float {
  todo("1.12 rootMeanSquaredError")
}

/// How much of the target's variation the predictions explain.
///
///     R² = 1 − Σ(target − prediction)² / Σ(target − mean of the targets)²
///
/// 1 is perfect; 0 is as good as always answering the mean; below 0 is worse than that. Prediction
/// and target do not change places: the variation in the denominator is the *target's*.
///
/// scikit-learn: `r2_score`.
///
/// - Parameters:
///   - prediction: [N, 1], or any shape.
///   - target: The same shape, not constant.
/// - Returns: R², at most 1.
public func rSquared(_ prediction: Tensor, _ target: Tensor) -> Float {
  todo("1.12 rSquared")
}

/// Predictions for rows in their original units, in the target's original units.
///
/// 1. standardise the rows
/// 2. `forward` in `.inference` mode
/// 3. undo the targets' standardisation
///
/// - Parameters:
///   - model: A network trained on standardised rows and standardised targets; not changed.
///   - rows: Rows, [N, F].
///   - inputs: How the inputs were standardised in training.
///   - targets: How the targets were.
/// - Returns: Predictions, [N, O].
public func predictInOriginalUnits<Model: Layer>(
  _ model: Model, _ rows: Tensor, inputs: Standardizer, targets: Standardizer
) -> Tensor {
  todo("1.12 predictInOriginalUnits")
}
