// What several tests use.

import Shared

extension Tensor {
  /// Whether every element is NaN.
  var isAllNaN: Bool { scalars.allSatisfy { $0.isNaN } }
}
