// A layer's parameters to a file and back.

import Shared

extension SafeTensors {
  /// Creates a file's content from a layer's parameters, under their own names.
  ///
  /// A parameter without a name is called `parameter 0`, `parameter 1`, … by its visiting order,
  /// and so is one whose name is taken.
  public init(parametersOf layer: inout some Layer, metadata: [String: String] = [:]) {
    var tensors: [(String, Tensor)] = []
    let names = Self.parameterNames(&layer)
    layer.forEachParameter { tensors.append((names[tensors.count], $0.value)) }
    self.init(tensors, metadata: metadata)
  }

  /// Sets a layer's parameters to the tensors of their names, all of them or, on an error, none.
  ///
  /// - Throws: `ModelFileError` where a name is missing, or its tensor has another shape or type.
  public func copy(into layer: inout some Layer) throws {
    var shapes: [Shape] = []
    layer.forEachParameter { shapes.append($0.value.shape) }
    let names = Self.parameterNames(&layer)
    let values = try zip(names, shapes).map { name, shape in
      let value = try tensor(name)
      guard value.shape == shape else {
        throw ModelFileError(
          file: file, problem: "tensor \"\(name)\" has another shape than the parameter",
          values: "\(value.shape), expected \(shape)", remedy: "build the model that was saved")
      }
      return value
    }
    var visited = 0
    layer.forEachParameter {
      $0.value = values[visited]
      visited += 1
    }
  }

  private static func parameterNames(_ layer: inout some Layer) -> [String] {
    var names: [String] = []
    layer.forEachParameter { parameter in
      let isTaken = parameter.name.isEmpty || names.contains(parameter.name)
      names.append(isTaken ? "parameter \(names.count)" : parameter.name)
    }
    return names
  }
}
