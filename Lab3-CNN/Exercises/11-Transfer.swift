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
    todo("3.11 loadWeights")
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
    todo("3.11 TransferModel.replacingHead")
  }

  /// The head's answer to the body's features.
  public mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor {
    todo("3.11 TransferModel.forward")
  }

  /// dL/dx; under a frozen body nobody reads it, and it is an empty tensor [0].
  public mutating func backward(_ dy: Tensor) -> Tensor {
    todo("3.11 TransferModel.backward")
  }

  /// Visits the parameters of the body, unless it is frozen, and those of the head.
  public mutating func forEachParameter(_ visit: (inout Parameter) -> Void) {
    todo("3.11 TransferModel.forEachParameter")
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
  todo("3.11 features")
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
  todo("3.11 linearProbe")
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
    todo("3.11 TwoRates.step")
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
  todo("3.11 dominantAxis")
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
  todo("3.11 principalComponents")
}
