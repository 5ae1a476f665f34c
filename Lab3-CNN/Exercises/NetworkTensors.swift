// Everything that a saved network needs, under the names of PyTorch's `state_dict`: the parameters,
// and the running statistics of its normalisations, which are no parameters.

import Lab1
import Lab2
import Shared

extension Sequential {
  /// Calls `visit` with the name of each tensor and the tensor, which it may change.
  ///
  /// ```
  /// 0.weight  0.bias  1.running_mean  3.branch.0.weight  3.shortcut.0.weight
  /// ```
  /// - Parameter visit: What to do with each, in the order of the layers.
  public mutating func forEachTensor(_ visit: (String, inout Tensor) -> Void) {
    for index in layers.indices {
      visitTensors(of: &layers[index], prefix: "\(index).", visit)
    }
  }

  /// All tensors with their names, in the order of the layers.
  public var namedTensors: [(name: String, tensor: Tensor)] {
    var network = self
    var tensors: [(name: String, tensor: Tensor)] = []
    network.forEachTensor { tensors.append(($0, $1)) }
    return tensors
  }
}

/// Why weights do not fit a network.
public enum WeightsProblem: Error, Equatable, CustomStringConvertible {
  /// A tensor of the network is not among the weights.
  case missing(String)
  /// A tensor has another shape than the network's.
  case otherShape(String, expected: Shape, got: Shape)
  /// The network has no tensor of this name.
  case unknown(String)

  /// One line: what is wrong, and what to do.
  public var description: String {
    switch self {
    case .missing(let name):
      "loadWeights: there is no tensor \"\(name)\" — build the network that was saved"
    case .otherShape(let name, let expected, let got):
      "loadWeights: \"\(name)\" has another shape — \(got), expected \(expected) — build the network"
        + " that was saved"
    case .unknown(let name):
      "loadWeights: the network has no \"\(name)\" — build the network that was saved"
    }
  }
}

private func visitTensors(
  of layer: inout any Layer, prefix: String, _ visit: (String, inout Tensor) -> Void
) {
  if var block = layer as? Residual {
    visitTensors(of: &block.branch, prefix: prefix + "branch.", visit)
    if var shortcut = block.shortcut {
      visitTensors(of: &shortcut, prefix: prefix + "shortcut.", visit)
      block.shortcut = shortcut
    }
    layer = block
  } else if var inner = layer as? Sequential {
    inner.forEachTensor { visit(prefix + $0, &$1) }
    layer = inner
  } else {
    layer.forEachParameter { visit(prefix + $0.name, &$0.value) }
    visitStatistics(of: &layer, prefix: prefix, visit)
  }
}

private func visitStatistics(
  of layer: inout any Layer, prefix: String, _ visit: (String, inout Tensor) -> Void
) {
  if var norm = layer as? BatchNorm2d {
    visit(prefix + "running_mean", &norm.runningMean)
    visit(prefix + "running_var", &norm.runningVariance)
    layer = norm
  } else if var norm = layer as? BatchNorm {
    visit(prefix + "running_mean", &norm.runningMean)
    visit(prefix + "running_var", &norm.runningVariance)
    layer = norm
  }
}
