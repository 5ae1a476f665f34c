// 3.11 Transfer learning: what a network learned from many images is of use where there are few. Take
// its body as it is, put a new head on, and train as much of it as the new images can pay for.

import Lab1
import Lab2
import Shared

extension Sequential {
  /// Sets every tensor of the network, running statistics too, to the one of its name.
  ///
  /// Two layers of equal shape, exchanged, predict nonsense without complaint: names decide, not
  /// places. All is checked *before* anything is set: on an error the network is what it was.
  /// `namedTensors` has the names, `forEachTensor` visits to set.
  ///
  /// - Parameter tensors: Names and values, in any order (`SafeTensors.allTensors()`).
  /// - Throws: `WeightsProblem`: for the network's tensors in order, `missing` or `otherShape`; then
  ///   `unknown` for the first tensor too many.
  public mutating func loadWeights(_ tensors: [(name: String, tensor: Tensor)]) throws {
    // BEGIN SOLUTION 3.11 loadWeights
    let given = Dictionary(tensors.map { ($0.name, $0.tensor) }) { first, _ in first }
    let own = namedTensors
    for (name, old) in own {
      guard let new = given[name] else { throw WeightsProblem.missing(name) }
      guard new.shape == old.shape else {
        throw WeightsProblem.otherShape(name, expected: old.shape, got: new.shape)
      }
    }
    let known = Set(own.map(\.name))
    if let extra = tensors.first(where: { !known.contains($0.name) }) {
      throw WeightsProblem.unknown(extra.name)
    }
    forEachTensor { name, tensor in tensor = given[name] ?? tensor }
    // END SOLUTION
  }
}

/// A pretrained body under a new head.
///
/// Frozen, the body is a fixed function: it runs in inference mode whatever the context says (its
/// normalisation keeps the statistics it learned, its dropout drops nothing), its backward is not
/// run, and the optimizer never sees its parameters. Unfrozen, it is body and head in a row. An
/// optimizer keeps its state by visiting order, and freezing changes what is visited: start a new one.
///
/// PyTorch: `parameter.requires_grad = False` *and* `body.eval()`, of which the second is often
/// forgotten; Keras: `body.trainable = False`.
public struct TransferModel: Layer {
  /// What was learned before, from images to features [N, F].
  public var body: Sequential
  /// What is learned now, from features to logits.
  public var head: any Layer
  /// Whether the body stays as it is.
  public var isBodyFrozen: Bool

  /// Puts `head` on `body`.
  public init(body: Sequential, head: any Layer, isBodyFrozen: Bool = true) {
    (self.body, self.head, self.isBodyFrozen) = (body, head, isBodyFrozen)
  }

  /// A trained network with its last layer replaced by a fresh one.
  ///
  /// - Parameters:
  ///   - network: Its last layer is a `Linear`; `require` stops when it is not.
  ///   - classes: Outputs of the new `Linear`, which has the inputs of the old one.
  ///   - generator: Source of the new weights, with Lab 1's usual initialisation.
  /// - Returns: The model, with a frozen body.
  public static func replacingHead(
    of network: Sequential, classes: Int, using generator: inout SeededGenerator
  ) -> TransferModel {
    // BEGIN SOLUTION 3.11 TransferModel.replacingHead
    let old = network.layers.last as? Linear
    require(
      old != nil,
      "TransferModel.replacingHead: the last of \(network.layers.count) layers is not a Linear — cut"
        + " the network by hand, and use TransferModel(body:head:)")
    let inputs = old?.weight.value.shape[1] ?? 0
    return TransferModel(
      body: Sequential(Array(network.layers.dropLast())),
      head: Linear(inputs: inputs, outputs: classes, using: &generator))
    // END SOLUTION
  }

  /// The head's answer to the body's features.
  public mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    // BEGIN SOLUTION 3.11 TransferModel.forward
    guard isBodyFrozen else { return head.forward(body.forward(x, &context), &context) }
    var inference = Context(.inference)
    return head.forward(body.forward(x, &inference), &context)
    // END SOLUTION
  }

  /// dL/dx; under a frozen body nobody reads it, and it is an empty tensor [0].
  public mutating func backward(_ dy: Tensor) -> Tensor {
    // BEGIN SOLUTION 3.11 TransferModel.backward
    let dFeatures = head.backward(dy)
    return isBodyFrozen ? Tensor(zeros: [0]) : body.backward(dFeatures)
    // END SOLUTION
  }

  /// Visits the parameters of the body, unless it is frozen, and those of the head.
  public mutating func forEachParameter(_ visit: (inout Parameter) -> Void) {
    // BEGIN SOLUTION 3.11 TransferModel.forEachParameter
    if !isBodyFrozen { body.forEachParameter(visit) }
    head.forEachParameter(visit)
    // END SOLUTION
  }
}

/// What a body makes of images, in inference mode.
///
/// A frozen body gives an image the same features in every epoch: compute them once.
///
/// - Parameters:
///   - body: Layers from images to [N, F].
///   - images: [N, C, H, W]; N may be 0.
///   - batchSize: Images at once; only memory depends on it.
/// - Returns: Features, [N, F], in the order of the images.
public func features(
  _ body: inout Sequential, of images: Tensor, batchSize: Int = 256
) -> Tensor {
  require(batchSize > 0, "features: batches of \(batchSize) images — use at least 1")
  // BEGIN SOLUTION 3.11 features
  var context = Context(.inference)
  let count = images.shape[0]
  var parts: [Tensor] = []
  for start in stride(from: 0, to: max(count, 1), by: batchSize) {
    parts.append(body.forward(images.rows(start..<min(start + batchSize, count)), &context))
  }
  return Tensor(concatenating: parts)
  // END SOLUTION
}

/// The linear probe: how well one linear layer tells the classes apart by these features.
///
/// Softmax regression on all rows at once, from weights of 0 (it is convex: the start decides
/// nothing): `steps` of Lab 1's `trainingStep` with `SGD`, momentum 0.9 and `softmaxCrossEntropy`.
/// Standardised features (Lab 1) make the steps count. Source: Alain and Bengio, 2016.
///
/// - Parameters:
///   - features: What a body made of images, [N, F].
///   - labels: Their classes.
///   - classes: How many there are.
///   - steps: Steps of descent.
///   - learningRate: η.
/// - Returns: The trained layer: the head to start fine-tuning with.
public func linearProbe(
  _ features: Tensor, labels: [Int], classes: Int, steps: Int = 300, learningRate: Float = 0.1
) -> Linear {
  // BEGIN SOLUTION 3.11 linearProbe
  var probe = Linear(
    weight: Tensor(zeros: [classes, features.shape[1]]), bias: Tensor(zeros: [classes]))
  var (optimizer, context) = (SGD(learningRate: learningRate, momentum: 0.9), Context(.training))
  for _ in 0..<steps {
    _ = trainingStep(
      &probe, &optimizer, x: features, target: labels, loss: softmaxCrossEntropy, &context)
  }
  return probe
  // END SOLUTION
}

/// An optimizer under which the body moves more slowly than the head.
///
/// The head starts at random and must go far, the body needs a touch. After a step of `rule` from θ to
/// θ′ a parameter of the body is at `θ + bodyFactor · (θ′ − θ)`. Every optimizer of these labs moves in
/// proportion to its rate, so this *is* a smaller rate, for Adam too (where a smaller gradient would
/// not be: Adam divides by its size). PyTorch: parameter groups with an `lr` each.
public struct TwoRates<Rule: Optimizer>: Optimizer {
  /// What moves the parameters, with the head's rate.
  public var rule: Rule
  /// How many of the parameters, first in visiting order, are the body's.
  public let bodyParameters: Int
  /// The body's rate in shares of the head's.
  public let bodyFactor: Float

  /// The head's rate.
  public var learningRate: Float {
    get { rule.learningRate }
    set { rule.learningRate = newValue }
  }

  /// Slows `rule` down on the first `bodyParameters` parameters.
  public init(_ rule: Rule, bodyParameters: Int, bodyFactor: Float = 0.1) {
    (self.rule, self.bodyParameters, self.bodyFactor) = (rule, bodyParameters, bodyFactor)
  }

  /// One step of `rule`, of which the body keeps a share.
  public mutating func step<Model: Layer>(_ model: inout Model) {
    // BEGIN SOLUTION 3.11 TwoRates.step
    var before: [Tensor] = []
    model.forEachParameter { if before.count < bodyParameters { before.append($0.value) } }
    rule.step(&model)
    var number = 0
    model.forEachParameter { parameter in
      if number < before.count {
        parameter.value = before[number] + (parameter.value - before[number]) * bodyFactor
      }
      number += 1
    }
    // END SOLUTION
  }
}

/// The direction that a matrix stretches most, by power iteration.
///
/// Multiplied again and again, a vector turns towards the axis of the largest eigenvalue, along which
/// it grows fastest. `iterations` times `v ← C·v / ‖C·v‖`, from a random normal v scaled to length 1;
/// where C·v is 0 there is nothing to turn to, and v stays.
///
/// - Parameters:
///   - matrix: C, symmetric with no negative eigenvalue, [F, F].
///   - iterations: Multiplications.
///   - generator: Source of the first v.
/// - Returns: v, shape [F], length 1, signed so that its largest number by size is positive.
public func dominantAxis(
  of matrix: Tensor, iterations: Int = 200, using generator: inout SeededGenerator
) -> Tensor {
  // BEGIN SOLUTION 3.11 dominantAxis
  var axis = Tensor(randomNormal: [matrix.shape[0], 1], using: &generator)
  axis /= axis.norm()
  for _ in 0..<iterations {
    let next = matmul(matrix, axis)  // [F, 1]
    let length = next.norm()
    if length > 0 { axis = next / length }
  }
  return (axis.scalars[abs(axis).argmax()] < 0 ? -axis : axis).flattened()
  // END SOLUTION
}

/// The first principal components of rows.
///
/// `C = XᵀX / N` of the centred rows; v is C's dominant axis, and `vᵀCv` the variance along it. Then
/// deflate, `C ← C − variance · v·vᵀ`: along v nothing is left, and the next axis dominates.
///
/// - Parameters:
///   - rows: [N, F], N at least 1.
///   - count: Components wanted, at most F.
///   - generator: Source of the first vectors.
/// - Returns: Mean, axes and variances.
public func principalComponents(
  _ rows: Tensor, count: Int, using generator: inout SeededGenerator
) -> PrincipalComponents {
  // BEGIN SOLUTION 3.11 principalComponents
  let mean = rows.mean(along: 0)
  let centred = rows - mean
  var covariance = matmul(centred, centred, transposeA: true) / Float(rows.shape[0])  // [F, F]
  var (axes, variances): ([Tensor], [Float]) = ([], [])
  for _ in 0..<count {
    let axis = dominantAxis(of: covariance, using: &generator).reshaped(to: [1, rows.shape[1]])
    let variance = matmul(matmul(axis, covariance), axis, transposeB: true)[0, 0]
    covariance -= matmul(axis, axis, transposeA: true) * variance
    axes.append(axis)
    variances.append(variance)
  }
  return PrincipalComponents(
    mean: mean, axes: Tensor(concatenating: axes), variances: Tensor(variances))
  // END SOLUTION
}
