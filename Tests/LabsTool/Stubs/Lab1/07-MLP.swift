// 1.7 Multi-layer perceptron: forward propagation and backpropagation.
//
// `Sequential` chains any layers. `MLP` is one such network with every step of backpropagation
// written out by hand, under the names that textbooks give them: z1, a1, z2, dz2, da1, dz1.

import Shared

/// Layers in a row: the output of each is the input of the next.
///
///     forward    x → layers[0] → layers[1] → … → y
///     backward  dx ← layers[0] ← layers[1] ← … ← dy
///
/// It is a layer itself, so networks nest. An empty one returns its input unchanged.
///
/// Layers are structs: reach them as `layers[index].forward(…)`. A loop `for layer in layers`
/// hands out copies, and what a copy remembers for `backward` is lost with it.
///
/// Keras: `Sequential([…])`. PyTorch: `nn.Sequential(…)`.
public struct Sequential: Layer {
  /// The layers, the first one next to the input.
  public var layers: [any Layer]

  /// Chains `layers`, the first one next to the input.
  public init(_ layers: [any Layer]) {
    self.layers = layers
  }

  /// Passes `x` through all layers, first to last.
  ///
  /// - Parameters:
  ///   - x: Whatever the first layer takes, [N, …].
  ///   - context: Mode and generator, the same one handed from layer to layer.
  /// - Returns: What the last layer gives.
  public mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    todo("1.7 Sequential.forward")
  }

  /// Passes the gradient back through all layers, last to first (the chain rule).
  ///
  /// - Parameter dy: dL/dy, shaped like the latest output.
  /// - Returns: dL/dx, shaped like the latest input.
  public mutating func backward(_ dy: Tensor) -> Tensor {
    todo("1.7 Sequential.backward")
  }

  /// Visits the parameters of the first layer, then of the second, and so on.
  ///
  /// The visit may change them, so the layers themselves must be visited, not copies.
  public mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    todo("1.7 Sequential.forEachParameter")
  }
}

/// A network with one hidden layer of tanh units, without any other layer's help.
///
///     z1 = x·W1ᵀ + b1     [N, H]   weighted sums of the hidden units
///     a1 = tanh(z1)       [N, H]   their activations
///     z2 = a1·W2ᵀ + b2    [N, O]   the output (logits, or a prediction)
///
/// Backpropagation walks the same three lines upwards and asks of each: given dL/d(left side),
/// what is dL/d(everything on the right side)? Write `dz2` for dL/dz2, and so on.
///
/// A number that is used several times gets the sum of the gradients of its uses: a weight is used
/// by every sample, an activation by every output. Each sum over an index is a `matmul` with the
/// right operand transposed: where N, F, H and O differ, the shapes fit in one way only.
///
/// A mean over the batch belongs to the loss: `dy` carries its 1/N already, nothing here divides.
///
/// Keras: `Dense(H, activation="tanh")`, `Dense(O)`. PyTorch: `nn.Linear`, `nn.Tanh`, `nn.Linear`.
/// Source: Rumelhart, Hinton and Williams, 1986.
public struct MLP: Layer {
  /// Weights of the hidden layer, [H, F].
  public var weight1: Parameter
  /// Biases of the hidden layer, [H].
  public var bias1: Parameter
  /// Weights of the output layer, [O, H].
  public var weight2: Parameter
  /// Biases of the output layer, [O].
  public var bias2: Parameter

  /// The latest input x, [N, F]: dW1 needs it.
  public private(set) var input = Tensor(zeros: [0, 0])
  /// The latest hidden activations, [N, H]: dW2 and the derivative of tanh need them.
  public private(set) var a1 = Tensor(zeros: [0, 0])

  /// Wraps tensors as parameters: weights [H, F] and [O, H], biases [H] and [O].
  public init(weight1: Tensor, bias1: Tensor, weight2: Tensor, bias2: Tensor) {
    self.weight1 = Parameter(weight1, name: "weight1")
    self.bias1 = Parameter(bias1, name: "bias1")
    self.weight2 = Parameter(weight2, name: "weight2")
    self.bias2 = Parameter(bias2, name: "bias2")
  }

  /// Step 1 forward, `z1 = x·W1ᵀ + b1`.
  ///
  /// `matmul(a, b, transposeB: true)` computes a·bᵀ without building bᵀ.
  ///
  /// - Parameter x: Inputs, [N, F].
  /// - Returns: z1, [N, H].
  public func hiddenSums(_ x: Tensor) -> Tensor {
    todo("1.7 MLP.hiddenSums")
  }

  /// Step 3 forward, `z2 = a1·W2ᵀ + b2`.
  ///
  /// - Parameter a1: Hidden activations, [N, H].
  /// - Returns: z2, [N, O].
  public func outputSums(_ a1: Tensor) -> Tensor {
    todo("1.7 MLP.outputSums")
  }

  /// Computes z2 from x and remembers `input` and `a1` for `backward`.
  ///
  /// - Parameters:
  ///   - x: Inputs, [N, F].
  ///   - context: Unused; this network does the same in training and inference.
  /// - Returns: z2, [N, O], without an activation: the losses of 1.4 take logits.
  public mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    todo("1.7 MLP.forward")
  }

  /// Step 3 backwards, through `z2 = a1·W2ᵀ + b2`.
  ///
  ///     z2[n,o]  = Σ_h a1[n,h]·W2[o,h] + b2[o]
  ///     dW2[o,h] = Σ_n dz2[n,o]·a1[n,h]     W2[o,h] is used once for each sample n
  ///     db2[o]   = Σ_n dz2[n,o]
  ///     da1[n,h] = Σ_o dz2[n,o]·W2[o,h]     a1[n,h] is used once for each output o
  ///
  /// Adds to `weight2.gradient` and `bias2.gradient` (gradients accumulate until they are zeroed).
  ///
  /// - Parameter dz2: dL/dz2, [N, O].
  /// - Returns: da1 = dL/da1, [N, H].
  public mutating func backwardThroughOutput(_ dz2: Tensor) -> Tensor {
    todo("1.7 MLP.backwardThroughOutput")
  }

  /// Step 2 backwards, through `a1 = tanh(z1)`.
  ///
  ///     tanh'(z) = 1 − tanh²(z)
  ///     dz1[n,h] = da1[n,h]·(1 − a1[n,h]²)   element by element
  ///
  /// - Parameter da1: dL/da1, [N, H].
  /// - Returns: dz1 = dL/dz1, [N, H].
  public func backwardThroughTanh(_ da1: Tensor) -> Tensor {
    todo("1.7 MLP.backwardThroughTanh")
  }

  /// Step 1 backwards, through `z1 = x·W1ᵀ + b1`.
  ///
  ///     dW1[h,f] = Σ_n dz1[n,h]·x[n,f]      the same sums as in step 3,
  ///     db1[h]   = Σ_n dz1[n,h]             with x in the place of a1
  ///     dx[n,f]  = Σ_h dz1[n,h]·W1[h,f]
  ///
  /// Adds to `weight1.gradient` and `bias1.gradient`.
  ///
  /// - Parameter dz1: dL/dz1, [N, H].
  /// - Returns: dx = dL/dx, [N, F].
  public mutating func backwardThroughHidden(_ dz1: Tensor) -> Tensor {
    todo("1.7 MLP.backwardThroughHidden")
  }

  /// Backpropagation: the three steps backwards, last to first.
  ///
  /// - Parameter dy: dL/dz2 of the latest `forward`, [N, O].
  /// - Returns: dL/dx, [N, F].
  public mutating func backward(_ dy: Tensor) -> Tensor {
    todo("1.7 MLP.backward")
  }

  /// Visits `weight1`, `bias1`, `weight2`, `bias2`, in this order.
  public mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    body(&weight1)
    body(&bias1)
    body(&weight2)
    body(&bias2)
  }
}

extension MLP {
  /// A network of the given widths with uniform random weights in ±1/√fan-in, as PyTorch's default.
  ///
  /// - Parameters:
  ///   - inputs: Features F of a sample.
  ///   - hidden: Hidden units H.
  ///   - outputs: Outputs O: classes, or predicted values.
  ///   - generator: Source of the weights.
  public init(inputs: Int, hidden: Int, outputs: Int, using generator: inout SeededGenerator) {
    let bound1 = 1 / Float(inputs).squareRoot()
    let bound2 = 1 / Float(hidden).squareRoot()
    self.init(
      weight1: Tensor(randomUniform: [hidden, inputs], in: -bound1...bound1, using: &generator),
      bias1: Tensor(randomUniform: [hidden], in: -bound1...bound1, using: &generator),
      weight2: Tensor(randomUniform: [outputs, hidden], in: -bound2...bound2, using: &generator),
      bias2: Tensor(randomUniform: [outputs], in: -bound2...bound2, using: &generator))
  }
}
